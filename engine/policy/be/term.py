"""The Belgian term of 14 calendar days after a first reminder or a formal notice was sent."""

from dataclasses import dataclass
from datetime import date, timedelta

from engine.domain.calendar import ONE_DAY, Calendar, nth_day_after

#: the term begins on this working day after sending (law.md BE-01, BE-14, V)
BEGINS_ON_WORKING_DAY = 3
LENGTH = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its first and its last day."""

    first_day: date
    last_day: date

    @property
    def free_from(self) -> date:
        """Give the first day on which may come what waits for the term."""
        return self.last_day + ONE_DAY


def term_of(
    sent_on: date,
    calendar: Calendar,
    *,
    electronic: bool = False,
    end_moves: bool = True,
    saturday_counts: bool = False,
) -> Term:
    """
    Work out the term of what was sent on a day.

    On paper it begins on the third working day; `electronic` begins on the next day, which the law allows for
    reminders only (BE-01, V; BE-14, V). Saturdays, Sundays and holidays are no working days (law.md 4a, S;
    `saturday_counts` is the other reading). With `end_moves` a last day on one of these moves to the next
    working day: art. 1.7 of the Civil Code is reported to say so (4a, S); later is always safe.
    """
    if electronic:
        first = sent_on + ONE_DAY
    else:
        counts = calendar.is_working_day_or_saturday if saturday_counts else calendar.is_working_day
        first = nth_day_after(sent_on, BEGINS_ON_WORKING_DAY, counts)
    last = first + LENGTH - ONE_DAY
    return Term(first, moved(last, calendar) if end_moves else last)


def moved(last: date, calendar: Calendar) -> date:
    """Give the day on which a term ends that would end in a weekend or on a holiday (law.md 4a, S/U)."""
    return calendar.working_day_from(last)


def last_day_of_term(sent_on: date, calendar: Calendar) -> date:
    """Give the last day of a term on paper; what waits for it may come on the day after."""
    return term_of(sent_on, calendar).last_day
