"""Records with sensible defaults: a test names only what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from engine.domain.campaign import Campaign, Cap, CostsPolicy, Delay, LegalRole, Segment, Step
from engine.domain.case import Case, CaseStatus, ChargeKind, ClaimLine, CollectorRole, Jurisdiction, Phase
from engine.domain.contact import Contact, Position
from engine.domain.decision import TaskKind
from engine.domain.notice import Notice, NoticeKind
from engine.domain.organisation import Agency, Creditor, Firm, Organisation, Sender
from engine.domain.pause import Pause, PauseKind
from engine.domain.people import ContactPoint, Debtor, DebtorKind, PointKind, PostalAddress, Representative
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Entry, LineKind, Outcome
from preferences.change import Change, Field, Through
from preferences.channel import ChannelKind, ContactKind
from preferences.hours import Hours, Span
from preferences.preference import Preference

#: a Tuesday, 11:00 in Amsterdam and Brussels, no holiday near
NOW = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)


def days_ago(days: float) -> datetime:
    """Give a moment before NOW."""
    return NOW - timedelta(days=days)


def office_hours() -> Hours:
    """Weekdays from nine to five, Saturday until one."""
    weekday = (Span(9 * 60, 17 * 60),)
    return Hours((weekday,) * 5 + ((Span(9 * 60, 13 * 60),), ()))


def an_address(**changes) -> PostalAddress:
    defaults = PostalAddress(
        street="Lindelaan", house_number="12", postcode="1234 AB", town="Voorbeeldstad", country="NL"
    )
    return replace(defaults, **changes)


def a_mobile(value="+31612345678", **changes) -> ContactPoint:
    return replace(ContactPoint(kind=PointKind.MOBILE, value=value), **changes)


def an_email(value="a.jansen@post.example", **changes) -> ContactPoint:
    return replace(ContactPoint(kind=PointKind.EMAIL, value=value), **changes)


def a_postal_point(**changes) -> ContactPoint:
    value = "Lindelaan 12, 1234 AB Voorbeeldstad"
    return replace(ContactPoint(kind=PointKind.ADDRESS, value=value, address=an_address()), **changes)


def a_debtor(debtor_id="D-1", **changes) -> Debtor:
    defaults = Debtor(
        id=debtor_id,
        name="Anna Jansen",
        kind=DebtorKind.PERSON,
        points=(a_mobile(), an_email(), a_postal_point()),
    )
    return replace(defaults, **changes)


def a_representative(**changes) -> Representative:
    defaults = Representative(
        name="Bewind Voorbeeld", kind="bewindvoerder", points=(an_email("post@bewind.example"),)
    )
    return replace(defaults, **changes)


def a_claim_line(amount="120.50", **changes) -> ClaimLine:
    defaults = ClaimLine(
        kind=ChargeKind.PRINCIPAL,
        description="huur januari",
        amount=Decimal(amount),
        invoice_number="F-2026-001",
        invoice_date=date(2026, 1, 1),
        due_on=date(2026, 1, 31),
    )
    return replace(defaults, **changes)


def a_case(case_id="C-1", **changes) -> Case:
    defaults = Case(
        id=case_id,
        debtor_id="D-1",
        creditor="woonstad",
        jurisdiction=Jurisdiction.NL,
        collector_role=CollectorRole.COLLECTOR,
        sector="housing",
        status=CaseStatus.OPEN,
        phase=Phase.NEW,
        opened_at=days_ago(30),
        lines=(a_claim_line(),),
        # most tests are about what comes after the claim description
        described_on=date(2026, 1, 2),
    )
    return replace(defaults, **changes)


def a_contact(reference="R-0001", **changes) -> Contact:
    defaults = Contact(
        reference=reference,
        debtor_id="D-1",
        case_ids=("C-1",),
        kind=ContactKind.EMAIL,
        campaign="huur-vriendelijk",
        run="run-1",
        step="eerste-bericht",
        ordinal=0,
        legal_role=LegalRole.NONE,
        creditor="woonstad",
        at=NOW,
        outcome=Outcome.PLANNED,
        to="a.jansen@post.example",
    )
    return replace(defaults, **changes)


def a_position(case_id="C-1", **changes) -> Position:
    defaults = Position(
        case_id=case_id,
        campaign="huur-vriendelijk",
        version="0123456789ab",
        run="run-1",
        step=0,
        since=days_ago(1),
        due_at=NOW,
        started_at=days_ago(1),
    )
    return replace(defaults, **changes)


def a_pause(**changes) -> Pause:
    defaults = Pause(
        id="P-1",
        kind=PauseKind.OWN_WISH,
        debtor_id="D-1",
        case_id=None,
        since=days_ago(1),
        until=None,
        source="asked by phone",
    )
    return replace(defaults, **changes)


def a_task(**changes) -> PersonTask:
    defaults = PersonTask(
        id="T-1",
        kind=TaskKind.CALL,
        case_id="C-1",
        debtor_id="D-1",
        because="the campaign asks for a call",
        opened_at=NOW,
        step="bellen",
        script="gesprek_regeling",
    )
    return replace(defaults, **changes)


def a_change(**changes) -> Change:
    defaults = Change(
        id="W-1",
        debtor_id="D-1",
        at=days_ago(2),
        by="anna",
        through=Through.AGENT,
        field=Field.CHANNEL_ORDER,
        value="sms,email",
        words="liever een sms",
    )
    return replace(defaults, **changes)


def a_preference(**changes) -> Preference:
    return replace(Preference(), **changes)


def an_entry(subject="case:C-1", **changes) -> Entry:
    defaults = Entry(
        subject=subject,
        kind=LineKind.DECISION,
        at=NOW,
        public={"decision": "wait", "because": "outside the hours"},
    )
    return replace(defaults, **changes)


def a_step(step_id="eerste-bericht", **changes) -> Step:
    defaults = Step(
        id=step_id,
        after=Delay(0),
        template="vriendelijke_herinnering",
        channels=(None, ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER),
    )
    return replace(defaults, **changes)


def a_cap(**changes) -> Cap:
    return replace(Cap(contacts=2, days=7), **changes)


def a_notice(**changes) -> Notice:
    defaults = Notice(
        id="N-1",
        debtor_id="D-1",
        case_id="C-1",
        kind=NoticeKind.ANSWER,
        cause="reply 0123456789abcdef0123",
        template="geschil_ontvangen",
        since=NOW,
        expires_at=NOW + timedelta(days=7),
        due_at=NOW,
    )
    return replace(defaults, **changes)


def a_campaign(**changes) -> Campaign:
    defaults = Campaign(
        name="huur-vriendelijk",
        version="0123456789ab",
        segment=Segment(),
        costs=CostsPolicy.NONE,
        max_duration_days=90,
        timezone="Europe/Amsterdam",
        hours=office_hours(),
        cap=a_cap(owner="campaign huur-vriendelijk"),
        steps=(a_step(), a_step("tweede-bericht", after=Delay(7))),
    )
    return replace(defaults, **changes)


def a_firm(**changes) -> Firm:
    defaults = Firm(
        name="Stichting Woonstad",
        address="Marktplein 1",
        postcode="1234 AB",
        town="Voorbeeldstad",
        country="NL",
        enterprise_number="00000000",
        phone="+31880000000",
        email="info@woonstad.example",
        website="https://woonstad.example",
    )
    return replace(defaults, **changes)


def a_creditor(creditor_id="woonstad", **changes) -> Creditor:
    defaults = Creditor(
        id=creditor_id,
        firm=a_firm(),
        jurisdiction=Jurisdiction.NL,
        collector_role=CollectorRole.COLLECTOR,
        sector="housing",
        iban="NL02ABNA0123456789",
        payment_page="https://betaal.woonstad.example",
        portal_page="https://mijn.woonstad.example",
        first_reminder_proven=True,
        sender=Sender(sms="Woonstad", email="post@woonstad.example", email_name="Woonstad"),
    )
    return replace(defaults, **changes)


def an_agency(**changes) -> Agency:
    defaults = Agency(
        firm=a_firm(name="Incassobureau Voorbeeld", website="https://incasso.example"),
        registration_mark="INC-0000",
        registration_active=True,
        registered_in_belgium=True,
        supervisor="Inspectie Voorbeeld",
        complaint_route="klacht@incasso.example",
        dispute_route="bezwaar@incasso.example",
        help_page="https://hulp.example",
        fresh_address_days=None,
    )
    return replace(defaults, **changes)


def an_organisation(**changes) -> Organisation:
    defaults = Organisation(version="ba9876543210", agency=an_agency(), creditors=(a_creditor(),))
    return replace(defaults, **changes)
