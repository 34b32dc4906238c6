"""Which days are closed, and counting in days; pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from engine.domain.case import Jurisdiction

SATURDAY = 5
SUNDAY = 6
ONE_DAY = timedelta(days=1)
#: two days that count are never further apart than this; else none will come
LONGEST_GAP = 60


@dataclass(frozen=True, slots=True)
class Calendar:
    """The holidays of one jurisdiction, each with its name and source; outside `years` it knows nothing."""

    jurisdiction: Jurisdiction
    #: day -> (name, source)
    holidays: dict[date, tuple[str, str]]
    #: the first and the last year that the table covers
    years: tuple[int, int]
    #: changes when a row changes; stands in each ledger line
    version: str

    def __hash__(self) -> int:
        return hash(self.version)

    def covers(self, day: date) -> bool:
        """Say whether the table covers the year of a day."""
        first, last = self.years
        return first <= day.year <= last

    def is_holiday(self, day: date) -> bool:
        """Say whether a day is a holiday."""
        return day in self.holidays

    def is_closed(self, day: date) -> bool:
        """Say whether a day is a Sunday or a holiday."""
        return day.weekday() == SUNDAY or day in self.holidays

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is no Saturday, Sunday or holiday."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def is_working_day_or_saturday(self, day: date) -> bool:
        """Say whether a day is no Sunday or holiday: the other reading of a Belgian working day."""
        return not self.is_closed(day)

    def working_day_after(self, day: date, amount: int) -> date:
        """Give the working day that comes so many working days after a day; with 0 the day itself."""
        return nth_day_after(day, amount, self.is_working_day)

    def working_day_from(self, day: date) -> date:
        """Give the first working day on or after a day."""
        return nth_day_after(day - ONE_DAY, 1, self.is_working_day)


def nth_day_after(day: date, amount: int, counts: Callable[[date], bool]) -> date:
    """
    Give the nth day after a day, counting only the days that count; with 0 the day itself.

    Raises ValueError when no such day comes for two months.
    """
    found, gap = day, 0
    while amount:
        day, gap = day + ONE_DAY, gap + 1
        if counts(day):
            found, gap, amount = day, 0, amount - 1
        if gap > LONGEST_GAP:
            raise ValueError(f"no day counts in the {LONGEST_GAP} days after {found}")
    return found
