"""What an editor sees of a template or a mail to partners: for a case, or for an invented one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from app.pieces import piece_of, pieces
from app.wiring import House
from engine.campaigns.segment import enrol
from engine.domain.campaign import Campaign
from engine.domain.case import Case, CaseStatus, ChargeKind, ClaimLine, Phase
from engine.domain.errors import ConfigurationError, ContactError, TextRefused, UnknownReference
from engine.domain.message import Recipient
from engine.domain.organisation import Creditor
from engine.domain.partner_message import PartnerMessageKind
from engine.domain.people import ContactPoint, Debtor, DebtorKind, PointKind, PostalAddress
from engine.domain.told import Appointment, Plan, PlannedPayment, Told
from engine.policy.law_window import law_zone
from engine.ports import TextOrder
from engine.rendering.b1.finding import Reading
from engine.rendering.b1.flesch import FleschMeter
from engine.rendering.partner_proof import ORDINARY, judge_partner_text
from engine.rendering.partner_texts import PartnerTexts, name_of
from engine.rendering.writing import Preview
from preferences.channel import ChannelKind
from preferences.preference import Preference

A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)
MONTHS, A_EURO = 6, Decimal(1)


#: the name of a mail to partners -> its kind
PARTNER_MAILS = {name_of(kind): kind for kind in PartnerMessageKind}


class Shown(NamedTuple):
    """A template or a mail to partners in all its channels."""

    name: str
    version: str
    previews: tuple[Preview, ...]
    #: why none of it can be shown
    because: str = ""


def shown(house: House, name: str, case_id: str = "") -> Shown:
    """Show one for a case, or for an invented one; raises UnknownReference with the nearest name."""
    version = piece_of(house, name).version
    kind = PARTNER_MAILS.get(name)
    if kind is None:
        order = _order_for(house, name, case_id)
        return Shown(name, version, house.writer.preview(name, order, FleschMeter()))
    if case_id:
        raise ConfigurationError(f"a mail to a partner speaks of no case: preview {name} without --case")
    return Shown(name, version, (_partner_mail(house, kind),))


def everything(house: House) -> Iterator[Shown]:
    """Show all templates and mails to partners, each for an invented case."""
    for one in pieces(house):
        try:
            yield shown(house, one.name)
        except ContactError as error:
            yield Shown(one.name, one.version, (), str(error))


def _partner_mail(house: House, kind: PartnerMessageKind) -> Preview:
    reader, firm = house.writer.reader, house.organisation.agency.firm
    texts = PartnerTexts(house.settings.templates, reader)
    reading = Reading.of(judge_partner_text(reader, texts.source_of(kind)))
    ours = {"afzender": firm.name, "telefoon": firm.phone, "mail": firm.email}
    try:
        text = texts.write(kind, {**ORDINARY, **ours})
    except TextRefused:
        return Preview(channel=ChannelKind.EMAIL, text=None, reading=reading)
    flesch = FleschMeter()(text.body)
    return Preview(channel=ChannelKind.EMAIL, text=text, reading=reading, flesch=flesch)


def _order_for(house: House, template: str, case_id: str) -> TextOrder:
    """Order a template for a case, or for an invented case of a creditor whose campaign uses it."""
    return _real(house, template, case_id) if case_id else _invented(house, template)


def _real(house: House, template: str, case_id: str) -> TextOrder:
    with house.store.read() as books:
        case = books.case(case_id)
        file = books.files([case.debtor_id])[0]
    today = house.clock().astimezone(law_zone(case.jurisdiction)).date()
    running = file.positions[case_id]
    campaign = (
        house.catalogue.campaign(running.campaign, running.version)
        if running.campaign
        else enrol(house.campaigns, case, file.debtor, today)
    )
    debtor = file.debtor.in_case(case_id)
    return _order(house, template, (case, debtor, file.preference), campaign or house.campaigns[0])


def _invented(house: House, template: str) -> TextOrder:
    campaign = _campaign_for(house, template)
    creditor = _creditor(house, campaign)
    debtor = _somebody(creditor)
    return _order(house, template, (_some_case(house, creditor), debtor, Preference()), campaign)


def _campaign_for(house: House, template: str) -> Campaign:
    """Find a campaign that uses a template, or else one in a country that the template is for."""
    countries = {None, *house.writer.shelf.template(template).about.jurisdictions}
    uses = (one for one in house.campaigns if template in _templates(one))
    fits = (one for one in house.campaigns if one.segment.jurisdiction in countries)
    campaign = next(uses, None) or next(fits, None)
    if campaign is None:
        raise UnknownReference(f"no campaign fits the template '{template}'; say for which case with --case")
    return campaign


def _templates(campaign: Campaign) -> set[str]:
    steps = {step.template for step in campaign.steps if step.template}
    return steps | {variant.template for variant in campaign.variants}


def _creditor(house: House, campaign: Campaign) -> Creditor:
    segment = campaign.segment
    return next(
        one
        for one in house.organisation.creditors
        if (not segment.creditors or one.id in segment.creditors)
        and segment.jurisdiction in {None, one.jurisdiction}
    )


def _somebody(creditor: Creditor) -> Debtor:
    country = creditor.jurisdiction.upper()
    postcode, town = ("1234 AB", "Voorbeeldstad") if country == "NL" else ("2000", "Antwerpen")
    address = PostalAddress(
        street="Lindelaan", house_number="12", postcode=postcode, town=town, country=country
    )
    line = f"Lindelaan 12, {postcode} {town}"
    return Debtor(
        id="P-0",
        name="S. Bakker",
        kind=DebtorKind.PERSON,
        points=(ContactPoint(kind=PointKind.ADDRESS, value=line, address=address),),
    )


def _some_case(house: House, creditor: Creditor) -> Case:
    today = house.clock().astimezone(UTC).date()
    line = ClaimLine(
        kind=ChargeKind.PRINCIPAL,
        description="Voorbeeld januari",
        amount=Decimal("612.40"),
        invoice_number="2026-0117",
        invoice_date=today.replace(day=1),
        due_on=today,
    )
    return Case(
        id="D-0000",
        debtor_id="P-0",
        creditor=creditor.id,
        jurisdiction=creditor.jurisdiction,
        collector_role=creditor.collector_role,
        sector=creditor.sector,
        status=CaseStatus.OPEN,
        phase=Phase.NEW,
        opened_at=house.clock(),
        lines=(line,),
    )


def _order(
    house: House, template: str, who: tuple[Case, Debtor, Preference], campaign: Campaign
) -> TextOrder:
    case, debtor, preference = who
    step = next((one for one in campaign.steps if one.template == template), None)
    return TextOrder(
        template=template,
        channel=ChannelKind.EMAIL,
        reference="VOORBEELD-1",
        debtor=debtor,
        to=Recipient(value="-", name=debtor.name),
        preference=preference,
        cases=(case,),
        organisation=house.organisation,
        campaign=campaign,
        legal_role=step.legal_role if step else house.writer.shelf.template(template).about.legal_role,
        now=house.clock(),
        told=_something_to_tell(case, house.clock()),
    )


def _something_to_tell(case: Case, now: datetime) -> Told:
    """Invent an arrangement over what is open, an appointment, a pause and a partner."""
    owed = max(case.outstanding, A_EURO * MONTHS)
    part = (owed / MONTHS).quantize(A_EURO)
    first = (now + A_MONTH).date()
    days = [first + number * A_MONTH for number in range(MONTHS)]
    amounts = [*[part] * (MONTHS - 1), owed - part * (MONTHS - 1)]
    return Told(
        plan=Plan(payments=tuple(map(PlannedPayment, days, amounts)), missed_on=first),
        appointment=Appointment(at=now + A_WEEK, how="bellen"),
        quiet_until=first,
        partner="Gemeente Voorbeeldstad",
        partner_phone="010 000 00 03",
        explanation="Wij hebben de rekening nagekeken. Het bedrag klopt.",
    )
