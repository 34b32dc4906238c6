"""From the model of organisation.yaml to the frozen organisation that texts and rules look at."""

from dataclasses import replace

from engine.campaigns.campaign_build import build_cap
from engine.campaigns.organisation_model import (
    AgencyModel,
    AgreementModel,
    CreditorModel,
    FirmModel,
    InDangerModel,
    OrganisationFile,
    PartnerModel,
    SenderModel,
    WhatsAppModel,
)
from engine.campaigns.versions import organisation_as_json, version_of
from engine.domain.organisation import (
    Agency,
    ArrangementBounds,
    Creditor,
    Firm,
    InDanger,
    Organisation,
    PartnerAgreement,
    Sender,
    WhatsAppPolicy,
)
from engine.domain.partner import Partner, PartnerProtocol
from engine.domain.readings import Readings


def build_organisation(file: OrganisationFile) -> Organisation:
    """Make the organisation of a file, with its version."""
    organisation = Organisation(
        version="",
        agency=_agency(file.agency),
        creditors=tuple(_creditor(name, model) for name, model in file.creditors.items()),
        partners=tuple(_partner(name, model) for name, model in file.partners.items()),
        postcodes=file.postcodes,
    )
    return replace(organisation, version=version_of(organisation_as_json(organisation)))


def _agency(model: AgencyModel) -> Agency:
    return Agency(
        firm=_firm(model),
        registration_mark=model.registration.mark,
        registration_active=model.registration.active,
        registered_in_belgium=model.belgian_registration is not None and model.belgian_registration.active,
        readings=Readings(**model.readings.model_dump()),
        supervisor=model.supervisor,
        complaint_route=model.complaint_route,
        dispute_route=model.dispute_route,
        help_page=model.help_page,
        cap=build_cap(model.cap, "house") if model.cap else None,
        guidance_by_signal=model.guidance_by_signal,
        in_danger=_in_danger(model.in_danger) if model.in_danger else InDanger(),
        fresh_address_days=model.fresh_address if model.address_check else None,
    )


def _in_danger(model: InDangerModel) -> InDanger:
    return InDanger(trained=tuple(sorted(set(model.trained))), take_within=model.take_within)


def _creditor(name: str, model: CreditorModel) -> Creditor:
    return Creditor(
        id=name,
        firm=_firm(model),
        jurisdiction=model.jurisdiction,
        collector_role=model.collector_role,
        sector=model.sector,
        iban=model.iban,
        former_ibans=tuple(model.former_ibans),
        payment_page=model.payment_page,
        portal_page=model.portal_page,
        can_deduct_vat=model.can_deduct_vat,
        declares_vat=model.declares_vat,
        capacity=model.capacity,
        claim_title=model.claim_title,
        is_sme=model.is_sme,
        first_reminder_proven=model.first_reminder_proof,
        name_is_sensitive=model.name_is_sensitive,
        contract_lump_sum=model.contract_lump_sum,
        agreement=_agreement(model.agreement) if model.agreement else None,
        whatsapp=_whatsapp(model.whatsapp) if model.whatsapp else WhatsAppPolicy(),
        sender=_sender(model.sender),
        bounds=ArrangementBounds(
            max_months=model.arrangement.max_months, min_instalment=model.arrangement.min_instalment
        ),
        envelope=model.envelope,
        cap=build_cap(model.cap, f"creditor {name}") if model.cap else None,
    )


def _partner(name: str, model: PartnerModel) -> Partner:
    protocol = model.protocol
    return Partner(
        id=name,
        kind=model.kind,
        name=model.name,
        jurisdiction=model.jurisdiction,
        phone=model.phone,
        email=model.email,
        webhook=model.webhook,
        page=model.page,
        warm=model.warm_referrals,
        protocol=PartnerProtocol(
            signed_on=protocol.signed_on,
            word_days=protocol.word_every,
            note_days=protocol.note_every,
            evaluated_by=protocol.evaluated_by,
            shows_amounts=protocol.shows_amounts,
        )
        if protocol
        else None,
    )


def _firm(model: FirmModel) -> Firm:
    return Firm(
        name=model.name,
        address=model.address,
        postcode=model.postcode,
        town=model.town,
        country=model.country,
        enterprise_number=model.enterprise_number,
        phone=model.phone,
        email=model.email,
        website=model.website,
    )


def _agreement(model: AgreementModel) -> PartnerAgreement:
    return PartnerAgreement(
        signed_on=model.signed_on,
        max_days=model.max_duration,
        min_days=model.min_duration,
        personal_contact=model.personal_contact,
        amicable_days=model.amicable_track,
        no_costs=model.no_costs,
        no_cure_no_pay=model.no_cure_no_pay,
        evaluated_by=model.evaluated_by,
    )


def _whatsapp(model: WhatsAppModel) -> WhatsAppPolicy:
    return WhatsAppPolicy(
        enabled=model.enabled,
        reason=model.reason,
        decided_by=model.decided_by,
        decided_on=model.decided_on,
        approved_templates=tuple(sorted(model.approved_templates.items())),
        wordings=tuple(model.wordings.items()),
    )


def _sender(model: SenderModel) -> Sender:
    return Sender(sms=model.sms, email=model.email, email_name=model.email_name, whatsapp=model.whatsapp)
