"""The Belgian term of 14 calendar days after something was sent on paper."""

from datetime import date, timedelta

from engine.domain.calendar import Calendar

#: the term begins on this working day after sending (law.md BE-01, BE-14, V)
BEGINS_ON_WORKING_DAY = 3
LENGTH = timedelta(days=14)


def last_day_of_term(sent_on: date, calendar: Calendar) -> date:
    """
    Give the last day of the term; what waits for it may come on the day after.

    Saturdays, Sundays and holidays are no working days (law.md 4a, S). A last day on one of these moves to
    the next working day: art. 1.7 of the Civil Code is reported to say so (4a, S); later is always safe.
    """
    first = calendar.working_day_after(sent_on, BEGINS_ON_WORKING_DAY)
    return calendar.working_day_from(first + LENGTH - timedelta(days=1))
