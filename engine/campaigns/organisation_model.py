"""The keys of organisation.yaml: what may stand where, with a sentence each for people and editors."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from engine.campaigns.campaign_model import CapModel
from engine.campaigns.fields import (
    TEXT,
    BankDays,
    Days,
    FileVersion,
    Instalment,
    LumpSum,
    Months,
    Name,
    Soon,
    Strict,
    YesNo,
    listed,
    one_of,
    unclear,
)
from engine.campaigns.identity import (
    Country,
    Day,
    Email,
    EnterpriseNumber,
    FileName,
    Iban,
    Page,
    Phone,
    SmsSender,
    Text,
)
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.partner import PartnerKind


class FirmModel(Strict):
    """Who somebody is on paper."""

    name: Text = Field(examples=["Woonstede"], description="The registered name.")
    address: Text = Field(examples=["Havenkade 12"], description="Street and number.")
    postcode: Text = Field(examples=["1234 AB"], description="1234 AB or 2000.")
    town: Text = Field(examples=["Rotterdam"], description="The town.")
    country: Country = Field(examples=["NL"], description="The two-letter code: NL, BE.")
    enterprise_number: EnterpriseNumber = Field(
        examples=["12345678"], description="KvK or enterprise number."
    )
    phone: Phone = Field("", description="With the country: +31 10 123 45 67.")
    email: Email = Field("", description="A mailbox that people read.")
    website: Page = Field("", description="https://www.company.example")


class RegistrationModel(Strict):
    """The entry in the register of collectors (law.md NL-02, NL-03)."""

    mark: Text = Field(
        examples=["INC-0000"], description="The registration mark, as it stands in the register."
    )
    active: YesNo = Field(examples=[True], description="false stops every message of the agency.")


class BelgianRegistrationModel(Strict):
    """The entry of a collector at the FOD Economie (law.md BE-10)."""

    active: YesNo = Field(examples=[True], description="false stops what is collected in Belgium.")


class ReadingsModel(Strict):
    """How the law is read where law.md says U (unverified); every default is on the careful side."""

    letters_keep_to_open_days: YesNo = Field(
        default=True, description="NL-14: letters leave on open days only."
    )
    free_term_moves: YesNo = Field(
        default=True, description="NL-36: a free term that ends in a weekend or on a holiday goes on."
    )
    bank_days: BankDays = Field(2, description="NL-36: days for the bank before costs are added.")
    small_claims_add_up: YesNo = Field(
        default=True, description="NL-39: small claims count together over six months for their costs."
    )
    dispute_stops: YesNo = Field(
        default=True, description="NL-68: a dispute or complaint stops messages in the Netherlands."
    )
    belgian_term_moves: YesNo = Field(
        default=True, description="law.md 4a: a Belgian term that ends in a weekend or on a holiday goes on."
    )
    saturday_is_working_day: YesNo = Field(
        default=False, description="BE-01: a Saturday counts as a working day."
    )
    belgian_hours_for_all: YesNo = Field(
        default=True, description="BE-19: in Belgium messages rest on Sundays and at night too."
    )


class InDangerModel(Strict):
    """What is arranged for when the words of a debtor tell of danger to life."""

    trained: Annotated[tuple[Text, ...], *listed(TEXT)] = Field(
        examples=[["anna"]],
        description="Who is trained for it: names as in `minnelijk people list`.",
    )
    take_within: Soon = Field(
        timedelta(minutes=15), description="So soon one of them takes the task; later an alarm rings."
    )


class AgencyModel(FirmModel):
    """The organisation that runs this house."""

    registration: RegistrationModel = Field(
        examples=[{"mark": "INC-0000", "active": True}],
        description="The entry in the register of collectors.",
    )
    belgian_registration: BelgianRegistrationModel | None = Field(
        None, description="The entry at the FOD Economie; without it nothing is collected in Belgium."
    )
    guidance_by_signal: YesNo = Field(
        default=False,
        description="Whether guidance in paying off is offered by itself when two signals hold.",
    )
    address_check: YesNo = Field(
        default=True,
        description="Whether the letter of a fallback waits for a check of its address.",
    )
    fresh_address: Days = Field(90, description="So long a check of an address is good.")
    in_danger: InDangerModel | None = Field(
        None, description="Who acts when somebody may be in danger, and how soon."
    )
    readings: ReadingsModel = Field(
        ReadingsModel(), description="How the law is read where it leaves something open."
    )
    supervisor: Text = Field(examples=["FOD Economie"], description="Named in a Belgian notice (BE-12).")
    complaint_route: Text = Field(examples=["www.company.example/klacht"], description="How to complain.")
    dispute_route: Text = Field(
        examples=["www.company.example/geschil"], description="Where to go after that."
    )
    help_page: Page = Field(examples=["https://www.company.example/help"], description="Where to find help.")
    cap: CapModel | None = Field(None, description="The house cap, over all creditors and campaigns.")


class WhatsAppModel(Strict):
    """The switch for WhatsApp; on only with a recorded decision (Meta's policy names debt collection)."""

    enabled: YesNo = Field(examples=[False], description="On or off.")
    reason: Text = Field("", description="Why it may be used for this creditor.")
    decided_by: Text = Field("", description="Who decided so.")
    decided_on: Day | None = Field(None, description="When: 2026-09-01.")
    approved_templates: dict[Name, Text] = Field(
        {}, description="Our template -> the approved template there."
    )
    wordings: dict[Text, Text] = Field(
        {}, description="Version -> the words with which people agree; the last is offered now."
    )

    @model_validator(mode="after")
    def _only_on_with_a_decision(self) -> Self:
        decision = {"reason": self.reason, "decided_by": self.decided_by, "decided_on": self.decided_on}
        if self.enabled and (lacks := [key for key, value in decision.items() if not value]):
            raise unclear(f"WhatsApp is on without {', '.join(lacks)}", "add them, or write enabled: false")
        return self


class SenderModel(Strict):
    """Under which names messages leave."""

    sms: SmsSender = Field("", description="A name of at most 11 characters, or a number.")
    email: Email = Field("", description="The mailbox that e-mail comes from.")
    email_name: Text = Field("", description="The name that e-mail comes from.")
    whatsapp: Phone = Field("", description="The number that WhatsApp messages come from.")


class BoundsModel(Strict):
    """Within which a payment arrangement may be agreed without a person."""

    max_months: Months = Field(12, description="The longest arrangement.")
    min_instalment: Instalment = Field(Decimal(10), description="The smallest instalment, in euro.")


class AgreementModel(Strict):
    """What was agreed with this creditor about the amicable phase; campaigns are held to it."""

    signed_on: Day = Field(examples=["2026-01-15"], description="When it was signed.")
    max_duration: Days | None = Field(None, description="The amicable phase takes at most so long.")
    min_duration: Days | None = Field(None, description="And at least so long.")
    personal_contact: YesNo = Field(default=False, description="A call or visit before a hand-over.")
    amicable_track: Days | None = Field(
        None, description="No letter about costs in the first days: 14 days is usual."
    )
    no_costs: YesNo = Field(default=False, description="Debts without costs: costs are never added.")
    no_cure_no_pay: YesNo = Field(default=False, description="The agency is paid only for what it collects.")
    evaluated_by: Day | None = Field(None, description="The day by which the agreement is evaluated.")


class CreditorModel(FirmModel):
    """For whom we act; named in every message."""

    jurisdiction: Annotated[Jurisdiction, *one_of(Jurisdiction)] = Field(
        examples=["nl"], description="The law of its contracts: nl or be."
    )
    collector_role: Annotated[CollectorRole, *one_of(CollectorRole)] = Field(
        examples=["collector"], description="Who approaches its debtors, unless the portfolio says otherwise."
    )
    sector: Name = Field(examples=["housing"], description="housing, energy, water, insurer, shop, ...")
    iban: Iban = Field(examples=["NL91 ABNA 0417 1643 00"], description="The account to pay to.")
    former_ibans: list[Iban] = Field(
        default=[],
        description="Accounts of before: a message that names one explains the change.",
    )
    payment_page: Page = Field("", description="Where to pay.")
    portal_page: Page = Field("", description="Where to pay, object and choose.")
    can_deduct_vat: YesNo = Field(default=True, description="No: VAT may be added to costs (NL-38).")
    first_reminder_proof: YesNo = Field(
        default=False, description="Belgium: it can prove its own first reminder (BE-13)."
    )
    declares_vat: YesNo = Field(
        default=False, description="It says that it cannot deduct VAT: VAT comes on top of costs (NL-38)."
    )
    capacity: Text = Field("", description="As what it asks, in Dutch: verhuurder, leverancier (BE-12).")
    claim_title: Text = Field("", description="On what its claims rest, in Dutch: huurcontract (NL-20).")
    is_sme: YesNo = Field(default=False, description="A small firm: interest may start earlier (BE-05).")
    name_is_sensitive: YesNo = Field(
        default=False, description="The name itself tells of a debt or an illness."
    )
    contract_lump_sum: LumpSum | None = Field(None, description="The penalty clause in the contract (BE-08).")
    whatsapp: WhatsAppModel | None = Field(None, description="Off unless somebody decided otherwise.")
    sender: SenderModel = Field(SenderModel(), description="Under which names messages leave.")
    arrangement: BoundsModel = Field(BoundsModel(), description="What may be agreed without a person.")
    agreement: AgreementModel | None = Field(None, description="What was agreed about the amicable phase.")
    envelope: Name = Field("standard", description="The window of the envelope.")
    cap: CapModel | None = Field(None, description="The creditor's own cap on contacts.")


class ProtocolModel(Strict):
    """What was agreed with a partner about its own clients: no costs, no steps while they keep to it."""

    signed_on: Day = Field(examples=["2026-01-15"], description="When it was signed.")
    word_every: Days = Field(90, description="Without word for so long the partner is asked how it stands.")
    note_every: Days = Field(30, description="So often the partner hears from us how it stands.")
    evaluated_by: Day | None = Field(None, description="The day by which the protocol is evaluated.")
    shows_amounts: YesNo = Field(
        default=False, description="The partner may see what its clients have to pay, on its pages."
    )


class PartnerModel(Strict):
    """An organisation to which people are led, or that leads its clients to us."""

    name: Text = Field(examples=["Gemeente Voorbeeld, team Geldzaken"], description="As debtors read it.")
    kind: Annotated[PartnerKind, *one_of(PartnerKind)] = Field(
        examples=["municipality"], description="What it does for somebody."
    )
    jurisdiction: Annotated[Jurisdiction, *one_of(Jurisdiction)] = Field(
        examples=["nl"], description="Where it helps people: nl or be."
    )
    phone: Phone = Field("", description="What a debtor can phone.")
    email: Email = Field("", description="The mailbox for our messages; nobody's name stands in one.")
    webhook: Page = Field("", description="The address that takes our signed calls.")
    page: Page = Field("", description="Where a debtor can read about it.")
    warm_referrals: YesNo = Field(
        default=False, description="It phones people itself within three working days."
    )
    protocol: ProtocolModel | None = Field(None, description="What was agreed about its own clients.")

    @model_validator(mode="after")
    def _can_be_told(self) -> Self:
        if (self.warm_referrals or self.protocol) and not (self.email or self.webhook):
            raise unclear("nothing can be told to this partner", 'add "email: hulp@town.example"')
        return self


class OrganisationFile(Strict):
    """The agency that runs minnelijk, and the creditors for whom it works. No secrets here."""

    version: FileVersion = Field(examples=[1], description="The form of this file.")
    agency: AgencyModel = Field(description="The organisation that runs this house.")
    creditors: dict[Name, CreditorModel] = Field(
        min_length=1, description="By id, as the portfolio names them."
    )
    partners: dict[Name, PartnerModel] = Field({}, description="Who helps people, by id.")
    postcodes: FileName = Field(
        "", description="The table that says which partner helps where: a CSV file beside this one."
    )
