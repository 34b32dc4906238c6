"""Text orders about invented people; a test names only what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from engine.domain.campaign import Campaign, Cap, CostsPolicy, LegalRole, Segment
from engine.domain.case import (
    Case,
    CaseStatus,
    ChargeKind,
    ClaimLine,
    CollectorRole,
    Jurisdiction,
    Phase,
)
from engine.domain.message import Recipient
from engine.domain.organisation import Agency, Creditor, Firm, Organisation
from engine.domain.people import ContactPoint, Debtor, DebtorKind, PointKind, PostalAddress
from engine.ports import TextOrder
from preferences.channel import ChannelKind
from preferences.hours import Hours, Span
from preferences.preference import Preference

#: a Tuesday, half past ten in Amsterdam
NOW = datetime(2026, 6, 9, 8, 30, tzinfo=UTC)

AGENCY_FIRM = Firm(
    name="Rivierhoek Services B.V.",
    address="Kadeweg 5",
    postcode="3011 AA",
    town="Rotterdam",
    country="NL",
    enterprise_number="90000001",
    phone="010-0000001",
    email="post@rivierhoek.example",
    website="rivierhoek.example",
)
AGENCY = Agency(
    firm=AGENCY_FIRM,
    registration_mark="REG-TEST-0001",
    registration_active=True,
    supervisor="FOD Economie",
    complaint_route="klacht@rivierhoek.example",
    dispute_route="geschil.example/rivierhoek",
    help_page="rivierhoek.example/hulp",
)
CREDITOR = Creditor(
    id="polder",
    firm=Firm(
        name="Polder Wonen",
        address="Dorpsstraat 1",
        postcode="3456 AC",
        town="Voorbeeldstad",
        country="NL",
        enterprise_number="90000002",
        phone="030-0000002",
        email="hulp@polderwonen.example",
        website="polderwonen.example",
    ),
    jurisdiction=Jurisdiction.NL,
    collector_role=CollectorRole.COLLECTOR,
    sector="housing",
    iban="NL91ABNA0417164300",
    payment_page="https://betalen.polderwonen.example",
    portal_page="polderwonen.example/u",
)
ORGANISATION = Organisation(version="0" * 12, agency=AGENCY, creditors=(CREDITOR,))
ALWAYS = Hours(tuple((Span(0, 24 * 60),) for _ in range(7)))
CAMPAIGN = Campaign(
    name="huur",
    version="1" * 12,
    segment=Segment(),
    costs=CostsPolicy.NONE,
    max_duration_days=90,
    timezone="Europe/Amsterdam",
    hours=ALWAYS,
    cap=Cap(contacts=2, days=7),
    steps=(),
)
HOME = PostalAddress(
    street="Lindelaan", house_number="12", postcode="3456 AB", town="Voorbeeldstad", country="NL"
)
DEBTOR = Debtor(
    id="P-1",
    name="S. Bakker",
    kind=DebtorKind.PERSON,
    points=(
        ContactPoint(kind=PointKind.MOBILE, value="+31612345601"),
        ContactPoint(kind=PointKind.EMAIL, value="s.bakker@post.example"),
        ContactPoint(kind=PointKind.ADDRESS, value="Lindelaan 12, 3456 AB Voorbeeldstad", address=HOME),
    ),
)
TO = {
    ChannelKind.SMS: "+31612345601",
    ChannelKind.WHATSAPP: "+31612345601",
    ChannelKind.EMAIL: "s.bakker@post.example",
    ChannelKind.LETTER: "Lindelaan 12, 3456 AB Voorbeeldstad",
}


def a_line(description="Huur mei 2026", amount="612.40", kind=ChargeKind.PRINCIPAL, number="2026-0517"):
    """Make a claim line."""
    return ClaimLine(
        kind=kind,
        description=description,
        amount=Decimal(amount),
        invoice_number=number,
        invoice_date=date(2026, 4, 20),
        due_on=date(2026, 5, 1),
    )


def a_case(*lines, **changes):
    """Make a case with these lines, or with one month's rent."""
    case = Case(
        id="D-1001",
        debtor_id="P-1",
        creditor="polder",
        jurisdiction=Jurisdiction.NL,
        collector_role=CollectorRole.COLLECTOR,
        sector="housing",
        status=CaseStatus.OPEN,
        phase=Phase.NEW,
        opened_at=NOW,
        lines=lines or (a_line(),),
    )
    return replace(case, **changes)


def an_order(channel=ChannelKind.EMAIL, template="vriendelijk", **changes):
    """Make a text order for one debtor with one case."""
    debtor = changes.pop("debtor", DEBTOR)
    order = TextOrder(
        template=template,
        channel=channel,
        reference="C-7Q4M2K",
        debtor=debtor,
        to=Recipient(value=TO[channel], name=debtor.name),
        preference=Preference(),
        cases=(a_case(),),
        organisation=ORGANISATION,
        campaign=CAMPAIGN,
        legal_role=LegalRole.NONE,
        now=NOW,
    )
    return replace(order, **changes)


def named(name, kind=DebtorKind.PERSON):
    """Give the debtor another name."""
    return replace(DEBTOR, name=name, kind=kind)
