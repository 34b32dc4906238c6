"""The words about who writes and for whom: the same for every contact of a creditor, so made once."""

import re
from dataclasses import dataclass, field

from engine.domain.case import CollectorRole
from engine.domain.errors import UnknownReference
from engine.domain.organisation import Agency, Creditor, Firm, Organisation
from engine.ports import TextOrder
from engine.rendering.b1.finding import Finding
from engine.rendering.envelope import shortened_links
from engine.rendering.plain import plain
from engine.rendering.vocabulary import ORGANISATION_WORDS, Kind
from preferences.channel import ChannelKind

#: stands for the code of a contact in the link to its page, as long as one: a text that is the same for all
#: contacts of a creditor is worked out once, and the code comes in at the very end (engine.rendering.draft)
CODE_PLACE = "DeCodeVanDeLinkKomHier"
#: an address stands between these while an e-mail is rendered, so that it becomes a link
LINK_OPEN, LINK_CLOSE = "\x04", "\x05"
#: what can be linked to: a page or a mailbox, without white space
LINKABLE = re.compile(
    r"(?:https?://)?[\w.-]+\.[a-z]{2,}(?:[/?#]\S*)?|[\w.+-]+@[\w.-]+\.[a-z]{2,}", re.IGNORECASE
)
#: sector -> as what the creditor asks (BE-12.1), unless organisation.yaml says it
CAPACITIES = {
    "housing": "verhuurder",
    "energy": "energieleverancier",
    "water": "watermaatschappij",
    "insurer": "zorgverzekeraar",
    "shop": "verkoper",
    "municipality": "gemeente",
}
#: sector -> on what its claims rest (NL-20d), unless organisation.yaml says it
TITLES = {
    "housing": "huurcontract",
    "energy": "energiecontract",
    "water": "contract voor water",
    "insurer": "zorgverzekering",
    "shop": "bestelling",
    "municipality": "aanslag van de gemeente",
}
LINK_WORDS = tuple(name for name, word in ORGANISATION_WORDS.items() if word.kind is Kind.LINK)
#: versions of organisation.yaml are few; beyond this the oldest words are made again
MOST_REMEMBERED = 512

Key = tuple[str, str, CollectorRole, bool]


@dataclass(frozen=True, slots=True)
class Fixed:
    """The words about one creditor and who writes for it, with what is wrong with its links."""

    #: unlike for other words: creditor, role and version
    key: Key
    words: dict[str, object]
    creditor: Creditor
    #: whose name the text signs with
    sender: Firm
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class OrganisationWords:
    """Makes the words of organisation.yaml, once for each creditor, role and version."""

    _remembered: dict[Key, Fixed] = field(default_factory=dict)

    def of(self, order: TextOrder) -> Fixed:
        """Give the words for an order; raises UnknownReference for a creditor that is not there."""
        case, organisation = order.cases[0], order.organisation
        in_mail = order.channel is ChannelKind.EMAIL
        key = (organisation.version, case.creditor, case.collector_role, in_mail)
        fixed = self._remembered.get(key)
        if fixed is None:
            fixed = _fixed(organisation, case.creditor, case.collector_role, in_mail=in_mail)
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = fixed
        return fixed


def _fixed(organisation: Organisation, creditor_id: str, role: CollectorRole, *, in_mail: bool) -> Fixed:
    creditor = organisation.creditor(creditor_id)
    if creditor is None:
        raise UnknownReference(f"organisation.yaml has no creditor {creditor_id!r}")
    own_claim = role is CollectorRole.CREDITOR
    sender = creditor.firm if own_claim else organisation.agency.firm
    words = {
        **_creditor_words(creditor),
        **_sender_words(sender, organisation.agency, own_claim=own_claim),
        "namens": not own_claim,
        "sms_antwoord": creditor.sender.sms.lstrip("+").replace(" ", "").isdigit(),
    }
    findings = tuple(shortened_links([str(words[name]) for name in LINK_WORDS]))
    if in_mail:
        words |= {name: _linked(str(words[name])) for name in LINK_WORDS}
    key = (organisation.version, creditor_id, role, in_mail)
    return Fixed(key, words, creditor, sender, findings)


def _creditor_words(creditor: Creditor) -> dict[str, object]:
    firm = creditor.firm
    return {
        "schuldeiser": plain(firm.name),
        "schuldeiser_adres": address_of(firm),
        "schuldeiser_nummer": firm.enterprise_number,
        "schuldeiser_telefoon": firm.phone,
        "schuldeiser_mail": firm.email,
        "schuldeiser_hoedanigheid": creditor.capacity or CAPACITIES.get(creditor.sector, "schuldeiser"),
        "grond": creditor.claim_title or TITLES.get(creditor.sector, "overeenkomst"),
        "betaalpagina": creditor.payment_page,
        "portaal": f"{creditor.portal_page.rstrip('/')}/{CODE_PLACE}" if creditor.portal_page else "",
    }


def _sender_words(sender: Firm, agency: Agency, *, own_claim: bool) -> dict[str, object]:
    return {
        "afzender": plain(sender.name),
        "afzender_adres": address_of(sender),
        "afzender_nummer": sender.enterprise_number,
        "registratie": "" if own_claim else agency.registration_mark,
        "telefoon": sender.phone,
        "mail": sender.email,
        "website": sender.website,
        "toezichthouder": agency.supervisor,
        "hulppagina": agency.help_page,
        "klachtroute": agency.complaint_route,
        "geschilroute": agency.dispute_route,
    }


def address_of(firm: Firm) -> str:
    """Write the address of a firm on one line."""
    return plain(f"{firm.address}, {firm.postcode} {firm.town}")


def _linked(text: str) -> str:
    return f"{LINK_OPEN}{text}{LINK_CLOSE}" if LINKABLE.fullmatch(text) else text
