"""Read moments, durations and amounts that people type."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.domain.errors import ConfigurationError

#: at most seven digits, as in a portfolio, and at most two decimals
EURO = re.compile(r"\d{1,7}(?:[.,]\d{1,2})?", re.ASCII)
SIZES = {"": 1, "day": 1, "days": 1, "week": 7, "weeks": 7}
#: nobody means more; and the calendar has an end
MOST_DAYS = 3650
#: a year outside it is a typing error
OUR_TIME = range(1990, 2101)


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """Read 2026-03-10, 2026-03-10T19:30 or with an offset; without one it is local time in `zone`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f"'{text}' is no moment; write 2026-03-10T19:30") from None
    if moment.year not in OUR_TIME:
        raise ConfigurationError(f"'{text}' is no moment of our time; look at the year")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def read_days(text: str) -> timedelta:
    """Read `3`, `3 days` or `2 weeks`."""
    amount, _, unit = text.strip().partition(" ")
    if not re.fullmatch(r"\d{1,4}", amount, re.ASCII) or unit not in SIZES:
        raise ConfigurationError(f"'{text}' is no duration; write `3 days` or `2 weeks`")
    days = int(amount) * SIZES[unit]
    if not 0 < days <= MOST_DAYS:
        raise ConfigurationError(f"'{text}' is {days} days; write 1 to {MOST_DAYS} days")
    return timedelta(days=days)


def read_left(text: str) -> Decimal:
    """Read what somebody has left, zero or more: `0`, `120` or `120,50`."""
    if not EURO.fullmatch(text):
        raise ConfigurationError(f"'{text}' is no amount of zero or more; write 120.50")
    return Decimal(text.replace(",", "."))


def read_euro(text: str) -> Decimal:
    """Read an amount above zero: `120`, `120.50` or `120,50`."""
    amount = Decimal(text.replace(",", ".")) if EURO.fullmatch(text) else Decimal(0)
    if amount <= 0:
        raise ConfigurationError(f"'{text}' is no amount above zero; write 120.50")
    return amount
