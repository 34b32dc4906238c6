"""Interest by law, from a dated table: without a row that somebody confirmed nothing is computed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source

CENT = Decimal("0.01")
DAYS_IN_YEAR = Decimal(365)


@dataclass(frozen=True, slots=True)
class Rate:
    """A yearly rate in percent: from a day, up to and including another; None: not known to have ended."""

    jurisdiction: Jurisdiction
    since: date
    until: date | None
    percent: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class InterestPart:
    """Interest over one period at one rate, in euro (law.md NL-21 asks for each of these)."""

    since: date
    #: the first day that no longer counts
    until: date
    rate: Rate
    amount: Decimal


@dataclass(frozen=True, slots=True)
class NoRate:
    """Why nothing can be computed, from which day on."""

    since: date
    because: str


UNVERIFIED = "U"
RULES_OF = {Jurisdiction.NL: "NL-41", Jurisdiction.BE: "BE-08"}
#: law.md NL-41 (6:119 BW; S, and U from 2025) and BE-08 (the cap in the first half of 2023, V)
RATES: tuple[Rate, ...] = (
    Rate(Jurisdiction.NL, date(2023, 7, 1), date(2023, 12, 31), Decimal(6), Source("NL-41", "S")),
    Rate(Jurisdiction.NL, date(2024, 1, 1), date(2024, 12, 31), Decimal(7), Source("NL-41", "S")),
    Rate(Jurisdiction.NL, date(2025, 1, 1), date(2025, 12, 31), Decimal(6), Source("NL-41", "U")),
    Rate(Jurisdiction.NL, date(2026, 1, 1), date(2026, 12, 31), Decimal(4), Source("NL-41", "U")),
    Rate(Jurisdiction.BE, date(2023, 1, 1), date(2023, 6, 30), Decimal("10.5"), Source("BE-08", "V")),
)


def rate_on(day: date, jurisdiction: Jurisdiction) -> Rate | None:
    """Give the rate of a day; None when no row covers it."""
    for rate in RATES:
        if rate.jurisdiction is jurisdiction and rate.since <= day and (rate.until or day) >= day:
            return rate
    return None


def interest_over(
    principal: Decimal,
    period: tuple[date, date],
    jurisdiction: Jurisdiction,
    *,
    unverified_too: bool = False,
) -> tuple[InterestPart, ...] | NoRate:
    """
    Compute interest over a period (first day, first day that no longer counts), in parts of one rate.

    It compounds at the end of each year since the first day in the Netherlands (6:119(2): V); simple in
    Belgium, where the rate is a maximum. A day without a rate, or with an unverified one, stops it all:
    a sum that nobody can show the basis of is not asked (NL-21, V).
    """
    parts: list[InterestPart] = []
    base = principal
    for since, until, is_year_end in _stretches(period, jurisdiction):
        rate = rate_on(since, jurisdiction)
        if rate is None:
            return NoRate(since, _no_row(since, jurisdiction))
        if rate.source.status == UNVERIFIED and not unverified_too:
            return NoRate(since, _unverified(rate))
        days = Decimal((until - since).days)
        amount = (base * rate.percent / 100 * days / DAYS_IN_YEAR).quantize(CENT, ROUND_HALF_UP)
        parts.append(InterestPart(since, until, rate, amount))
        if is_year_end and jurisdiction is Jurisdiction.NL:
            base = principal + total_of(parts)
    return tuple(parts)


def gaps(jurisdiction: Jurisdiction) -> tuple[NoRate, ...]:
    """List from which days on nothing is computed: behind the last row, and where a row is unverified."""
    rows = [rate for rate in RATES if rate.jurisdiction is jurisdiction]
    unsure = [NoRate(rate.since, _unverified(rate)) for rate in rows if rate.source.status == UNVERIFIED]
    last = max((rate.until for rate in rows if rate.until), default=date.min)
    open_ended = any(rate.until is None for rate in rows)
    after = date.fromordinal(last.toordinal() + 1)
    return tuple(unsure) if open_ended else (*unsure, NoRate(after, _no_row(after, jurisdiction)))


def _no_row(day: date, jurisdiction: Jurisdiction) -> str:
    rule = RULES_OF[jurisdiction]
    return f"no row of the table of rates covers {day} ({jurisdiction.upper()}, law.md {rule})"


def _unverified(rate: Rate) -> str:
    last = f"to {rate.until}" if rate.until else "on"
    return f"the row from {rate.since} {last}, {rate.percent}%, is unverified (law.md {rate.source})"


def total_of(parts: list[InterestPart] | tuple[InterestPart, ...]) -> Decimal:
    """Add up the parts, in euro."""
    return sum((part.amount for part in parts), Decimal(0))


def _stretches(period: tuple[date, date], jurisdiction: Jurisdiction) -> Iterator[tuple[date, date, bool]]:
    """Cut a period at the days on which a rate begins, and at the end of each year of interest."""
    first, end = period
    years = {_years_later(first, count) for count in range(1, end.year - first.year + 1)}
    begins = {rate.since for rate in RATES if rate.jurisdiction is jurisdiction}
    ends = {date.fromordinal(one.until.toordinal() + 1) for one in RATES if one.until}
    cuts = sorted({first, end} | {day for day in years | begins | ends if first < day < end})
    for since, until in pairwise(cuts):
        yield since, until, until in years


def _years_later(day: date, count: int) -> date:
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return date(day.year + count, 2, 28)
