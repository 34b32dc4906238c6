"""The facts of a case in a row of events.csv, as the engine would gather them at that moment."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from engine.domain.calendar import ONE_DAY, Calendar
from engine.domain.campaign import Campaign, Cap, CostsPolicy, Delay, LegalRole, Segment, Step
from engine.domain.case import Case, CaseStatus, ChargeKind, ClaimLine, CollectorRole, Jurisdiction, Phase
from engine.domain.contact import Contact, Position
from engine.domain.occurrence import Occurrence, OccurrenceKind
from engine.domain.organisation import Agency, Creditor, Firm, Sender
from engine.domain.pause import Pause, PauseKind
from engine.domain.people import ContactPoint, Debtor, DebtorKind, PointKind, PointState
from engine.domain.readings import PLAIN
from engine.domain.touchpoint import Outcome
from engine.policy.be.term import term_of
from engine.policy.calendars import calendar_for
from engine.policy.facts import Facts, Move
from engine.policy.law_window import ZONES, law_zone
from engine.policy.protections import protection_of
from engine.policy.reactions import last_day
from engine.scenarios.event_reading import NO
from engine.scenarios.event_words import fits, topic_of
from engine.scenarios.row import Row, names
from preferences.channel import ChannelKind, ContactKind
from preferences.hours import always
from preferences.preference import Preference

#: phases of a Belgian case in which the formal notice was not sent yet
BEFORE_NOTICE = "^new|before|intake|reminder|pre_"
#: keys that tell since when something stands
SINCE_KEYS = ("since", "from", "started", "start", "requested", "received", "asked", "opened", "date")
#: keys whose words tell why a case is paused
REASON_KEYS = ("phase", "pause", "paused_by", "cause", "reason", "why", "kind", "stop")
NOON = time(12)
#: a key that tells whether the claim was described: claim_description_sent=no
DESCRIPTION = "descri"
#: what a step is in law, by the word that tables use for it
STEPS = {
    "claim_description": LegalRole.CLAIM_DESCRIPTION,
    "fourteen_day_letter": LegalRole.FOURTEEN_DAY_LETTER,
    "first_reminder": LegalRole.BE_FIRST_REMINDER,
    "formal_notice": LegalRole.BE_FORMAL_NOTICE,
}
LONG_AGO = timedelta(days=40)
EVERY_CHANNEL = tuple(ChannelKind)


def facts_before(row: Row, occurrence: Occurrence) -> Facts:
    """Put together how the case stood when something happened, at noon of that day."""
    jurisdiction = row.word("jurisdiction", Jurisdiction)
    role = row.word("role", CollectorRole)
    state, calendar = row.pairs("state"), calendar_for(jurisdiction)
    now = _noon(occurrence.on, jurisdiction)
    step = _step(row)
    return Facts(
        now=now,
        case=_case(jurisdiction, role, now, state),
        debtor=_debtor(),
        preference=Preference(),
        campaign=_campaign(jurisdiction, step),
        position=_position(now),
        move=Move(because="the step is due", step_index=0, since=now, step=step, channels=step.channels),
        creditor=_creditor(jurisdiction, role, state),
        agency=_agency(state),
        contacts=_contacts(row, state, jurisdiction, calendar, occurrence.on),
        pauses=_pauses(row, state, jurisdiction, calendar, occurrence.on),
        caps=(),
        calendar=calendar,
        template_channels=frozenset(ChannelKind),
    )


def pause_of(kind: PauseKind, since: date, last: date | None, jurisdiction: Jurisdiction) -> Pause:
    """Make a pause from the morning of a day up to and including its last day."""
    zone = law_zone(jurisdiction)
    return Pause(
        id=kind.value,
        kind=kind,
        debtor_id="D",
        case_id=None,
        since=datetime.combine(since, time(), zone).astimezone(UTC),
        until=datetime.combine(last + ONE_DAY, time(), zone).astimezone(UTC) if last else None,
    )


def _noon(day: date, jurisdiction: Jurisdiction) -> datetime:
    return datetime.combine(day, NOON, law_zone(jurisdiction)).astimezone(UTC)


def _step(row: Row) -> Step:
    """Make the step that is due: the channel of the row when it names one, else any channel."""
    named = row.pairs("params").get("channel", "")
    first = (ChannelKind(named),) if names(named, ChannelKind) else ()
    params = row.pairs("params")
    role = STEPS.get(params.get("step", ""), params.get("legal_role", LegalRole.NONE))
    return Step(
        id="step",
        after=Delay(0),
        template="template",
        channels=tuple(dict.fromkeys((*first, *EVERY_CHANNEL))),
        legal_role=LegalRole(role) if names(role, LegalRole) else LegalRole.NONE,
    )


def _says_no(state: Mapping[str, str], part: str) -> bool:
    return any(part in key and value.lower() in NO for key, value in state.items())


def _case(jurisdiction: Jurisdiction, role: CollectorRole, now: datetime, state: Mapping[str, str]) -> Case:
    due_on = (now - LONG_AGO).date()
    line = ClaimLine(
        kind=ChargeKind.PRINCIPAL,
        description="claim",
        amount=Decimal(100),
        invoice_number="1",
        invoice_date=due_on,
        due_on=due_on,
    )
    return Case(
        id="C",
        debtor_id="D",
        creditor="creditor",
        jurisdiction=jurisdiction,
        collector_role=role,
        sector="shop",
        status=CaseStatus.OPEN,
        phase=Phase.FOLLOW_UP,
        opened_at=now - LONG_AGO,
        lines=(line,),
        described_on=None if _says_no(state, DESCRIPTION) else due_on,
    )


def _debtor() -> Debtor:
    kinds = (PointKind.MOBILE, PointKind.EMAIL, PointKind.ADDRESS)
    points = tuple(ContactPoint(kind=kind, value=kind.value, state=PointState.CONFIRMED) for kind in kinds)
    return Debtor(id="D", name="debtor", kind=DebtorKind.PERSON, points=points)


def _campaign(jurisdiction: Jurisdiction, step: Step) -> Campaign:
    return Campaign(
        name="campaign",
        version="",
        segment=Segment(),
        costs=CostsPolicy.STATUTORY,
        max_duration_days=LONG_AGO.days * 9,
        timezone=ZONES[jurisdiction],
        hours=always(),
        cap=Cap(contacts=99, days=1, gap_hours=0),
        steps=(step,),
    )


def _position(now: datetime) -> Position:
    return Position(
        case_id="C", campaign="campaign", version="", run="run", step=0, since=now, due_at=now, started_at=now
    )


def _firm() -> Firm:
    return Firm(name="firm", address="", postcode="", town="", country="", enterprise_number="0")


def _creditor(jurisdiction: Jurisdiction, role: CollectorRole, state: Mapping[str, str]) -> Creditor:
    told = next((value for key, value in state.items() if key.endswith("first_reminder_proof")), "yes")
    return Creditor(
        id="creditor",
        firm=_firm(),
        jurisdiction=jurisdiction,
        collector_role=role,
        sector="shop",
        iban="",
        sender=Sender(sms="firm", email="firm@firm.example"),
        first_reminder_proven=told.lower() not in NO,
    )


def _agency(state: Mapping[str, str]) -> Agency:
    registered = state.get("registered", state.get("registration", "yes")).lower()
    return Agency(
        firm=_firm(),
        registration_mark="mark",
        registration_active=registered in {"yes", "active", "true"},
        registered_in_belgium=registered in {"yes", "active", "true"},
        supervisor="",
        complaint_route="",
        dispute_route="",
        help_page="",
        readings=PLAIN,
    )


def _contacts(
    row: Row, state: Mapping[str, str], jurisdiction: Jurisdiction, calendar: Calendar, on: date
) -> tuple[Contact, ...]:
    """Give the formal notice of a Belgian case: as the row says, or long ago when it is past that."""
    if jurisdiction is not Jurisdiction.BE:
        return ()
    sent, last = state.get("notice_sent", ""), state.get("term_last", "")
    if sent.lower() in NO or (not sent and not last and fits(BEFORE_NOTICE, state.get("phase", ""))):
        return ()
    if last:
        sent_on = _sent_for(row.read_day("state", last), calendar)
    else:
        sent_on = row.read_day("state", sent) if sent else on - LONG_AGO
    notice = Contact(
        reference="notice",
        debtor_id="D",
        case_ids=("C",),
        kind=ContactKind.LETTER,
        campaign="campaign",
        run="run",
        step="notice",
        ordinal=0,
        legal_role=LegalRole.BE_FORMAL_NOTICE,
        creditor="creditor",
        at=_noon(sent_on, jurisdiction),
        outcome=Outcome.POSTED,
    )
    return (notice,)


def _sent_for(last: date, calendar: Calendar) -> date:
    """Find the latest day of sending whose term ends on a day."""
    days = (last - ONE_DAY * gone for gone in range(14, 40))
    fitting = (day for day in days if term_of(day, calendar, end_moves=False).last_day == last)
    return next(fitting, last - LONG_AGO)


def _pauses(
    row: Row, state: Mapping[str, str], jurisdiction: Jurisdiction, calendar: Calendar, on: date
) -> tuple[Pause, ...]:
    """Read which pauses stand: from the phase, from a reason, or from a key that names one with its day."""
    found: dict[PauseKind, date | None] = {}
    for key, value in state.items():
        told = value if key in REASON_KEYS else key
        kind = topic_of(told)
        if kind is None or (key not in REASON_KEYS and value.lower() in NO):
            continue
        day = row.read_day("state", value) if value[:1].isdigit() and "-" in value else None
        found[kind] = found.get(kind) or day
    since = _since(row, state) or on
    pauses = []
    for kind, day in found.items():
        began = day or since
        happened = Occurrence(
            kind=OccurrenceKind.PAUSE_BEGAN, on=began, pause=kind, until=_pause_until(row, state)
        )
        last = last_day(happened, protection_of(kind, jurisdiction), calendar)
        pauses.append(pause_of(kind, began, last, jurisdiction))
    return tuple(pauses)


def _since(row: Row, state: Mapping[str, str]) -> date | None:
    named = next((value for key, value in state.items() if key in SINCE_KEYS or key.endswith("_since")), "")
    return row.read_day("state", named) if named[:1].isdigit() else None


def _pause_until(row: Row, state: Mapping[str, str]) -> date | None:
    named = next(
        (state[key] for key in ("until", "pause_until", "paused_until", "court_end") if key in state), ""
    )
    return row.read_day("state", named) if named[:1].isdigit() else None
