"""The agency and the creditors for whom it works: organisation.yaml, frozen and versioned."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from engine.domain.campaign import Cap
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.partner import Partner
from engine.domain.readings import CAREFUL, Readings


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatsAppPolicy:
    """Whether a creditor may use WhatsApp, and who decided so, when and why; off unless all are given."""

    enabled: bool = False
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    #: our template -> the provider's approved template (content sid) as last seen
    approved_templates: tuple[tuple[str, str], ...] = ()
    #: version -> the very words with which people agree to WhatsApp; the last is offered now
    wordings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Under which names messages leave."""

    sms: str = ""
    email: str = ""
    email_name: str = ""
    whatsapp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """Who somebody is on paper."""

    name: str
    address: str
    postcode: str
    town: str
    country: str
    #: KvK number (NL) or enterprise number (BE)
    enterprise_number: str
    phone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InDanger:
    """What is arranged for when somebody may be in danger."""

    #: who is trained for it: names of our people; empty: nobody wrote down who
    trained: tuple[str, ...] = ()
    #: one of them takes the task within so long
    take_within: timedelta = timedelta(minutes=15)

    def is_in_good_hands(self, taken_by: str) -> bool:
        """Say whether who took such a task may do it; where nobody is named, whoever took it."""
        return taken_by in self.trained if self.trained else bool(taken_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """The organisation that runs this house."""

    firm: Firm
    #: the mark in the register (law.md NL-03, V) and whether the registration is active (NL-02, V)
    registration_mark: str
    registration_active: bool
    #: the supervisor that a Belgian notice names (BE-12, V)
    supervisor: str
    complaint_route: str
    dispute_route: str
    help_page: str
    cap: Cap | None = None
    #: how this house reads what the law leaves open
    readings: Readings = CAREFUL
    #: registered with the FOD Economie (BE-10, V)
    registered_in_belgium: bool = False
    #: guidance in paying off is offered by itself when the signal rule holds (product.md S1)
    guidance_by_signal: bool = False
    #: the letter of a fallback leaves only when its address was checked in so many days; None: as it is
    fresh_address_days: int | None = 90
    in_danger: InDanger = InDanger()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementBounds:
    """Within which a payment arrangement may be agreed without a person."""

    max_months: int = 12
    min_instalment: Decimal = Decimal(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerAgreement:
    """What was agreed with a creditor about the amicable phase; its campaigns are held to it."""

    signed_on: date
    #: the amicable phase takes at most, and at least, so many days; None: nothing was agreed
    max_days: int | None = None
    min_days: int | None = None
    #: somebody calls or visits before anything is handed over
    personal_contact: bool = False
    #: for so many days no letter about costs is sent; None: nothing was agreed
    amicable_days: int | None = None
    #: costs are never added
    no_costs: bool = False
    #: the agency is paid only for what it collects: social agreements rule it out
    no_cure_no_pay: bool = False
    #: by when the agreement is evaluated; None: nothing was agreed
    evaluated_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Creditor:
    """For whom we act; named in every message."""

    id: str
    firm: Firm
    jurisdiction: Jurisdiction
    #: who approaches the debtor for this creditor, unless the portfolio says otherwise
    collector_role: CollectorRole
    sector: str
    #: account to pay to
    iban: str
    #: accounts that it no longer uses: a message that names one beside the new account explains the change
    former_ibans: tuple[str, ...] = ()
    payment_page: str = ""
    #: the page on which the debtor can pay, object and choose
    portal_page: str = ""
    can_deduct_vat: bool = True
    #: it cannot deduct VAT and expressly says so: VAT comes on top of costs (NL-38, V)
    declares_vat: bool = False
    #: as what it asks (BE-12.1, V) and on what its claims rest (NL-20d, V); empty: by sector
    capacity: str = ""
    claim_title: str = ""
    is_sme: bool = False
    #: does the name itself tell that there is a debt or an illness (trust.md 3.4)?
    name_is_sensitive: bool = False
    #: the penalty clause in the contract, in euro (BE-08, V); None: the contract has none
    contract_lump_sum: Decimal | None = None
    agreement: PartnerAgreement | None = None
    whatsapp: WhatsAppPolicy = WhatsAppPolicy()
    sender: Sender = Sender()
    bounds: ArrangementBounds = ArrangementBounds()
    envelope: str = "standard"
    cap: Cap | None = None
    #: Belgium: the creditor can prove that its own first reminder was sent (BE-13, V)
    first_reminder_proven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The agency with all its creditors."""

    #: the first 12 characters of the SHA-256 over its canonical content
    version: str
    agency: Agency
    creditors: tuple[Creditor, ...]
    partners: tuple[Partner, ...] = ()
    #: the table that says which partner helps at which postcode: a file beside organisation.yaml
    postcodes: str = ""

    def creditor(self, creditor_id: str) -> Creditor | None:
        """Find a creditor by its id."""
        return next((one for one in self.creditors if one.id == creditor_id), None)

    def partner(self, partner_id: str) -> Partner | None:
        """Find a partner by its id."""
        return next((one for one in self.partners if one.id == partner_id), None)
