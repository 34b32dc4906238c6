"""Amounts, days and account numbers as they are written in Dutch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date

LOCALE = "nl_NL"
NBSP = "\u00a0"
#: the English signs in an amount, and the Dutch ones
SIGNS = str.maketrans(",.", ".,")
#: days are few; an amount is not kept, for it costs less to write than to look up
REMEMBERED_DAYS = 4096
GROUP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How things are written for one kind of channel."""

    euro_sign: str
    #: the space inside an amount, and the one inside a day or account number
    amount_space: str
    space: str = " "

    def euro(self, amount: Decimal) -> str:
        """Write an amount: `€ 1.234,50`, sign for sign what Babel writes, at a tenth of the time."""
        return f"{self.euro_sign}{self.amount_space}{f'{amount:,.2f}'.translate(SIGNS)}"

    def datum(self, day: date) -> str:
        """Write a day in full: `12 juni 2026`."""
        return _in_full(day).replace(" ", self.space)

    def dag(self, day: date) -> str:
        """Write a day with its name: `vrijdag 12 juni`."""
        return _with_its_name(day).replace(" ", self.space)

    def iban(self, account: str) -> str:
        """Write an account number in groups of four."""
        signs = "".join(account.split())
        return self.space.join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))

    @property
    def filters(self) -> Mapping[str, Callable[..., str]]:
        """Give the filters for templates in this style."""
        return {"euro": self.euro, "datum": self.datum, "dag": self.dag, "iban": self.iban}


#: on a screen an amount stays together, and an account number can be copied
SCREEN = Style(euro_sign="€", amount_space=NBSP)
#: on paper a day and an account number stay together too
PAPER = Style(euro_sign="€", amount_space=NBSP, space=NBSP)
#: GSM-7 has no such space, and some Belgian networks do not show the euro sign
PHONE = Style(euro_sign="EUR", amount_space=" ")


@lru_cache(maxsize=REMEMBERED_DAYS)
def _in_full(day: date) -> str:
    return format_date(day, "d MMMM y", locale=LOCALE)


@lru_cache(maxsize=REMEMBERED_DAYS)
def _with_its_name(day: date) -> str:
    return format_date(day, "EEEE d MMMM", locale=LOCALE)
