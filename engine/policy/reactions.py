"""What follows by law and house policy from what happens: which pause, which duties, which task; pure."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from engine.domain.calendar import Calendar
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import TaskKind
from engine.domain.occurrence import Occurrence, OccurrenceKind, Owed, Reaction
from engine.domain.pause import PauseKind
from engine.domain.protection import Duty, Lasting, Listener, Protection
from engine.policy.protections import TABLE, protection_of
from preferences.channel import ChannelKind

#: a complaint is acknowledged, and a claim described again, within so many working days (NL-27, V; NL-20)
ANSWER_WORKING_DAYS = 2
#: access to one's own data (law.md NL-71, U)
ACCESS_MONTHS = 1
#: a Belgian plan is accounted for at least so often (BE-22, V)
STATEMENT_MONTHS = 12


def react(
    occurrence: Occurrence, jurisdiction: Jurisdiction, role: CollectorRole, calendar: Calendar
) -> Reaction:
    """Say what follows from something that happened to a case."""
    if occurrence.kind is OccurrenceKind.PAUSE_BEGAN and occurrence.pause is not None:
        return _pause(occurrence, protection_of(occurrence.pause, jurisdiction), calendar)
    if occurrence.kind is OccurrenceKind.AGREED:
        return _agreed(occurrence, jurisdiction, role, calendar)
    maker = MAKERS.get(occurrence.kind)
    return maker(occurrence, calendar) if maker else Reaction()


def _pause(occurrence: Occurrence, row: Protection, calendar: Calendar) -> Reaction:
    return Reaction(
        pause=row.kind,
        pause_last=last_day(occurrence, row, calendar),
        owed=tuple(Owed(duty, _duty_due(duty, occurrence.on, calendar)) for duty in row.duties),
        task=row.task,
        task_due=task_due(row, occurrence.on, calendar),
    )


def last_day(occurrence: Occurrence, row: Protection, calendar: Calendar) -> date | None:
    """Give the last day of a pause that begins; None when only an event ends it."""
    on, months = occurrence.on, occurrence.months
    if occurrence.until is not None:
        return occurrence.until
    if occurrence.days is not None:
        return on + timedelta(days=occurrence.days)
    return add_months(on, months) if months is not None else _usual_last_day(on, row, calendar)


def _usual_last_day(on: date, row: Protection, calendar: Calendar) -> date | None:
    match row.lasting:
        case Lasting.UNTIL_ENDED:
            return None
        case Lasting.DAYS:
            return on + timedelta(days=row.amount)
        case Lasting.MONTHS:
            return add_months(on, row.amount)
        case Lasting.DAYS_FROM_NEXT_WORKING_DAY:
            return calendar.working_day_after(on, 1) + timedelta(days=row.amount - 1)


def task_due(row: Protection, on: date, calendar: Calendar) -> date | None:
    """Give the day on which the task of a pause is due; None: as soon as possible."""
    if row.task_working_days:
        return calendar.working_day_after(on, row.task_working_days)
    return on + timedelta(days=row.task_days) if row.task_days else None


def add_months(day: date, months: int) -> date:
    """Give the same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _duty_due(duty: Duty, on: date, calendar: Calendar) -> date | None:
    if duty in {Duty.ACKNOWLEDGE, Duty.CLAIM_DESCRIPTION}:
        return calendar.working_day_after(on, ANSWER_WORKING_DAYS)
    return None


def _agreed(
    occurrence: Occurrence, jurisdiction: Jurisdiction, role: CollectorRole, calendar: Calendar
) -> Reaction:
    """Confirm in writing (BE-21, V), leave the debtor alone, and account for it within a year (BE-22, V)."""
    row = protection_of(PauseKind.ARRANGEMENT, jurisdiction)
    reaction = _pause(occurrence, row, calendar)
    reaction = replace(reaction, ends=frozenset({PauseKind.PLAN_REQUEST}))
    if not owes_statements(jurisdiction, role):
        return reaction
    statement = next_statement(occurrence.on, occurrence.on)
    owed = (*reaction.owed, Owed(Duty.YEARLY_STATEMENT, statement))
    return replace(reaction, owed=owed, task=TaskKind.SEND_STATEMENT, task_due=statement)


def owes_statements(jurisdiction: Jurisdiction, role: CollectorRole) -> bool:
    """Say whether a plan is accounted for every year: by who collects in Belgium (BE-22, V)."""
    return jurisdiction is Jurisdiction.BE and role is not CollectorRole.CREDITOR


def statement_days(agreed_on: date, today: date) -> tuple[date, ...]:
    """List the days up to today on which a plan was to be accounted for."""
    days, count = [], 1
    while (day := add_months(agreed_on, count * STATEMENT_MONTHS)) <= today:
        days.append(day)
        count += 1
    return tuple(days)


def next_statement(agreed_on: date, today: date) -> date:
    """Give the first day after today on which a plan is accounted for."""
    return add_months(agreed_on, (len(statement_days(agreed_on, today)) + 1) * STATEMENT_MONTHS)


def _decided(occurrence: Occurrence, calendar: Calendar) -> Reaction:
    ends = {occurrence.pause} if occurrence.pause else {row.kind for row in TABLE}
    return Reaction(ends=frozenset(ends))


def _case_opened(occurrence: Occurrence, calendar: Calendar) -> Reaction:
    """Describe the claim as soon as possible (NL-20, V)."""
    return Reaction(owed=(Owed(Duty.CLAIM_DESCRIPTION, None),))


def _opt_out(occurrence: Occurrence, calendar: Calendar) -> Reaction:
    """Respect a stop for one channel; without a channel it is a wish for quiet (NL-71, U)."""
    if occurrence.channel is None:
        return Reaction(pause=PauseKind.OWN_WISH)
    return Reaction(blocked=occurrence.channel)


def _paid(occurrence: Occurrence, calendar: Calendar) -> Reaction:
    """Tell at once that the debt is gone (BE-22, V; in the Netherlands NL-23, U)."""
    return Reaction(
        owed=(Owed(Duty.SETTLEMENT_NOTICE, occurrence.on),), ends=frozenset({PauseKind.ARRANGEMENT})
    )


def _wrong_person(occurrence: Occurrence, calendar: Calendar) -> Reaction:
    """Send nothing to what may belong to somebody else; a person finds out (NL-72, U; BE-09, V)."""
    return Reaction(blocked=occurrence.channel, task=TaskKind.CHECK_PERSON)


def _bounced(occurrence: Occurrence, calendar: Calendar) -> Reaction:
    """Use the channel no more; a term that depended on it starts anew with a letter (NL-35, S)."""
    by_post = occurrence.channel is ChannelKind.LETTER
    return Reaction(
        blocked=occurrence.channel,
        restart_by_letter=occurrence.carried_a_term,
        task=TaskKind.FIND_CONTACT_POINT if by_post else None,
    )


def _access(occurrence: Occurrence, calendar: Calendar) -> Reaction:
    """Answer within a month (NL-71, U)."""
    due = add_months(occurrence.on, ACCESS_MONTHS)
    return Reaction(task=TaskKind.ANSWER_DATA_REQUEST, task_due=due)


def _authority(occurrence: Occurrence, calendar: Calendar) -> Reaction:
    """Check the register or the document first (NL-65, V; NL-66, U); meanwhile nothing goes to the debtor."""
    return Reaction(pause=occurrence.pause, task=TaskKind.CHECK_AUTHORITY)


MAKERS: Mapping[OccurrenceKind, Callable[[Occurrence, Calendar], Reaction]] = {
    OccurrenceKind.DECIDED: _decided,
    OccurrenceKind.CASE_OPENED: _case_opened,
    OccurrenceKind.OPT_OUT: _opt_out,
    OccurrenceKind.PAID: _paid,
    OccurrenceKind.WRONG_PERSON: _wrong_person,
    OccurrenceKind.BOUNCED: _bounced,
    OccurrenceKind.ACCESS_ASKED: _access,
    OccurrenceKind.AUTHORITY_CLAIMED: _authority,
}


def listener_of(pause: PauseKind, jurisdiction: Jurisdiction) -> Listener:
    """Say who hears from us while a pause stands."""
    return protection_of(pause, jurisdiction).listener
