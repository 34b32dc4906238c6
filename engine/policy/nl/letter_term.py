"""The free term of the Dutch 14-day letter: whether it runs, and from which day costs may be charged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from engine.domain.calendar import ONE_DAY, Calendar, nth_day_after
from engine.domain.decision import Source
from preferences.channel import ContactKind

TERM = Source("NL-30", "V")
RECEIPT = Source("NL-32", "S")
PRESUMED = Source("NL-32a", "U")
CARRIED = Source("NL-35", "S")

#: the free days after the day of receipt
FREE_DAYS = timedelta(days=14)
MONDAY, SUNDAY = 0, 6
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

#: from which day of sending a letter is presumed to arrive on which delivery day (law.md NL-32, S; 32a, U)
POST_DAYS: tuple[tuple[date, int], ...] = (
    (date.min, 2),
    (date(2026, 7, 1), 3),
    (date(2027, 7, 1), 4),
)


class LetterFault(StrEnum):
    """Why no term runs: a new letter is needed before costs; in the order in which they are looked for."""

    CARRIER = "CARRIER"
    ADDRESS_NOT_CONFIRMED = "ADDRESS_NOT_CONFIRMED"
    NO_EVIDENCE = "NO_EVIDENCE"
    BOUNCE = "BOUNCE"
    NOT_IN_DEFAULT = "NOT_IN_DEFAULT"
    TOO_EARLY_DATE = "TOO_EARLY_DATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandLetter:
    """A 14-day letter as it was sent, with what is known of its arrival."""

    sent_at: datetime
    carrier: ContactKind
    #: the first day of default
    in_default_since: date
    #: e-mail: the debtor confirmed this mailbox
    address_confirmed: bool = False
    #: evidence of delivery; it beats the presumption
    delivered_at: datetime | None = None
    bounced: bool = False
    #: a fixed date that was printed in the letter
    printed_deadline: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTerm:
    """What a letter set in motion; without a last free day no term runs."""

    fault: LetterFault | None
    #: whether this carrier can carry the letter at all, with what is known
    carrier_holds: bool
    #: the delivery day on which the post is presumed to arrive; None when the day of receipt is known
    presumed_day: int | None = None
    received_on: date | None = None
    #: the last day to pay without costs
    last_free_day: date | None = None

    @property
    def first_cost_day(self) -> date | None:
        """Give the first day on which costs may be charged."""
        return self.last_free_day + ONE_DAY if self.last_free_day else None


def letter_term(
    letter: DemandLetter,
    calendar: Calendar,
    *,
    post_days: Sequence[tuple[date, int]] = POST_DAYS,
    term_moves: bool = True,
) -> LetterTerm:
    """
    Work out the term of a letter (law.md NL-30 to NL-36).

    `post_days` says from which day of sending the post is presumed to arrive on the nth delivery day;
    `term_moves` lets a term that ends on a Saturday, Sunday or holiday go on (NL-36, U).
    """
    if fault := _carrier_fault(letter):
        return LetterTerm(fault=fault, carrier_holds=letter.carrier is ContactKind.LETTER)
    sent_on = letter.sent_at.astimezone(AMSTERDAM).date()
    presumed = None if letter.delivered_at else presumed_day(sent_on, post_days)
    received = _received_on(letter, sent_on, presumed, calendar)
    last = last_free_day(received, calendar, term_moves=term_moves)
    fault = _term_fault(letter, sent_on, last)
    return LetterTerm(
        fault=fault,
        carrier_holds=True,
        presumed_day=presumed,
        received_on=received,
        last_free_day=None if fault else last,
    )


def last_free_day(received_on: date, calendar: Calendar, *, term_moves: bool) -> date:
    """Give the last day to pay without costs: 14 days, beginning on the day after receipt."""
    last = received_on + FREE_DAYS
    return calendar.working_day_from(last) if term_moves else last


def presumed_day(sent_on: date, post_days: Sequence[tuple[date, int]] = POST_DAYS) -> int:
    """Say on which delivery day after sending the post is presumed to arrive."""
    return max((since, amount) for since, amount in post_days if since <= sent_on)[1]


def is_delivery_day(day: date, calendar: Calendar) -> bool:
    """Say whether the post delivers: not on a Sunday, a Monday or a holiday."""
    return day.weekday() not in {SUNDAY, MONDAY} and not calendar.is_holiday(day)


def _carrier_fault(letter: DemandLetter) -> LetterFault | None:
    """Look at the carrier: a letter, or e-mail to a confirmed mailbox with evidence (NL-35)."""
    if letter.carrier is ContactKind.LETTER:
        return LetterFault.BOUNCE if letter.bounced else None
    if letter.carrier is not ContactKind.EMAIL:
        return LetterFault.CARRIER
    if not letter.address_confirmed:
        return LetterFault.ADDRESS_NOT_CONFIRMED
    if letter.bounced:
        return LetterFault.BOUNCE
    return None if letter.delivered_at else LetterFault.NO_EVIDENCE


def _received_on(letter: DemandLetter, sent_on: date, presumed: int | None, calendar: Calendar) -> date:
    if presumed is None and letter.delivered_at:
        return letter.delivered_at.astimezone(AMSTERDAM).date()
    return nth_day_after(sent_on, presumed or 0, lambda day: is_delivery_day(day, calendar))


def _term_fault(letter: DemandLetter, sent_on: date, last: date) -> LetterFault | None:
    if sent_on < letter.in_default_since:
        return LetterFault.NOT_IN_DEFAULT
    too_early = letter.printed_deadline is not None and letter.printed_deadline < last
    return LetterFault.TOO_EARLY_DATE if too_early else None
