"""Dividing what is owed into instalments; pure, in whole cents."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from engine.domain.arrangement import Every, Instalment

CENT = Decimal("0.01")
#: a last instalment is at least so much, in euro (house policy)
SMALLEST = Decimal(1)
#: no arrangement is longer than this, whatever a creditor allows: a typing error is likelier than a wish
MOST_INSTALMENTS = 520
DAYS = {Every.WEEK: 7, Every.FOUR_WEEKS: 28}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody proposes to pay: the instalments, and how often one comes."""

    every: Every
    instalments: tuple[Instalment, ...]


def by_amount(owed: Decimal, amount: Decimal, first_on: date, every: Every = Every.MONTH) -> Proposal:
    """
    Divide by what somebody can pay each time; the last instalment takes what is left, so it may be lower.

    Less than a euro that would be left goes with the instalment before it: nobody pays four cents apart.

    Raises ValueError when nothing is owed, when the amount is no positive number of whole cents, or when it
    would take more than 520 instalments.
    """
    _check(owed, amount)
    whole, rest = divmod(owed, amount)
    amounts = [amount] * int(whole)
    if amounts and rest < SMALLEST:
        amounts[-1] += rest
    elif rest:
        amounts.append(rest)
    _check_count(len(amounts))
    return _dated(amounts, first_on, every)


def in_parts(owed: Decimal, count: int, first_on: date, every: Every = Every.MONTH) -> Proposal:
    """
    Divide into a number of equal parts; the last one takes the cents that do not divide.

    Raises ValueError when nothing is owed, or when there are fewer cents than parts.
    """
    if count < 1:
        raise ValueError(f"an arrangement has at least 1 instalment, not {count}")
    _check_count(count)
    part = (owed / count).quantize(CENT, rounding="ROUND_DOWN")
    _check(owed, part)
    return _dated([part] * (count - 1) + [owed - part * (count - 1)], first_on, every)


def _check(owed: Decimal, amount: Decimal) -> None:
    if owed <= 0:
        raise ValueError("nothing is left to pay: there is nothing to divide")
    if amount <= 0:
        raise ValueError(f"an instalment is more than 0 euro, not {amount}")
    if owed != owed.quantize(CENT) or amount != amount.quantize(CENT):
        raise ValueError("write amounts in whole cents, for example 25.50")


def _check_count(count: int) -> None:
    if count > MOST_INSTALMENTS:
        raise ValueError(f"that takes {count} instalments; the most is {MOST_INSTALMENTS}")


def _dated(amounts: list[Decimal], first_on: date, every: Every) -> Proposal:
    dated = zip(amounts, _days(first_on, every), strict=False)  # there is always one more day
    return Proposal(
        every=every,
        instalments=tuple(
            Instalment(number=number, due_on=due_on, amount=amount)
            for number, (amount, due_on) in enumerate(dated, start=1)
        ),
    )


def _days(first_on: date, every: Every) -> Iterator[date]:
    """Give the days: the same day of each month (the 31st becomes the month's last day), or a fixed step."""
    number = 0
    while True:
        if every is Every.MONTH:
            yield _months_later(first_on, number)
        else:
            yield first_on + timedelta(days=DAYS[every] * number)
        number += 1


def _months_later(first_on: date, months: int) -> date:
    year, month = divmod(first_on.year * 12 + first_on.month - 1 + months, 12)
    return date(year, month + 1, min(first_on.day, monthrange(year, month + 1)[1]))
