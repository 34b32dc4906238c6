"""Who reads what the doors kept; without the doors themselves, which only `serve` opens."""

from collections.abc import Mapping

from channels.partners.incoming import PartnerReader
from channels.payments.webhook import read_payments
from channels.sendgrid.inbound import read_mail
from channels.sendgrid.webhook import read_events
from channels.twilio.inbound import read_inbound
from channels.twilio.webhook import read_status
from engine.domain.organisation import Organisation
from engine.evidence_ports import Reader
from web.portal.acts import KIND, PROVIDER, read_act

#: by provider and kind of call
READERS: Mapping[tuple[str, str], Reader] = {
    ("twilio", "status"): read_status,
    ("twilio", "inbound"): read_inbound,
    ("sendgrid", "events"): read_events,
    ("sendgrid", "inbound"): read_mail,
    ("payments", "events"): read_payments,
    (PROVIDER, KIND): read_act,
}
#: the kind of the calls of partners
EVENTS = "events"
#: the kind of what their people tell on our pages; no door of theirs makes such a call
PAGES = "pages"


def provider_of(partner: str) -> str:
    """Name a partner as the caller of its calls."""
    return f"partner:{partner}"


def partner_readers(organisation: Organisation) -> Mapping[tuple[str, str], Reader]:
    """Name who reads the calls of each partner; those of a partner that is gone go to a person."""
    return {
        (provider_of(one.id), kind): PartnerReader(one.id, one.jurisdiction.upper(), names_link=kind == PAGES)
        for one in organisation.partners
        for kind in (EVENTS, PAGES)
    }
