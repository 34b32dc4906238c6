"""Who reads what the doors kept; without the doors themselves, which only `serve` opens."""

from collections.abc import Mapping

from channels.payments.webhook import read_payments
from channels.sendgrid.inbound import read_mail
from channels.sendgrid.webhook import read_events
from channels.twilio.inbound import read_inbound
from channels.twilio.webhook import read_status
from engine.evidence_ports import Reader

#: by provider and kind of call
READERS: Mapping[tuple[str, str], Reader] = {
    ("twilio", "status"): read_status,
    ("twilio", "inbound"): read_inbound,
    ("sendgrid", "events"): read_events,
    ("sendgrid", "inbound"): read_mail,
    ("payments", "events"): read_payments,
}
