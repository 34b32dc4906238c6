"""Which door is whose: the addresses of providers' calls, their guards, and who reads what they bring."""

from collections.abc import Mapping

from app.settings import Settings
from channels.sendgrid.webhook import SendGridGuard, public_key, read_events
from channels.twilio.webhook import TwilioGuard, read_status
from engine.evidence_ports import Reader
from web.webhooks.doors import Door

TWILIO_STATUS = "/twilio/status"
SENDGRID_EVENTS = "/sendgrid/events"

#: by provider and kind of call
READERS: Mapping[tuple[str, str], Reader] = {
    ("twilio", "status"): read_status,
    ("sendgrid", "events"): read_events,
}


def twilio_guard(settings: Settings) -> TwilioGuard:
    """Make the guard that knows Twilio's signature."""
    account = settings.twilio
    tokens = (account.auth_token.get_secret_value(), account.auth_token_old.get_secret_value())
    return TwilioGuard(public_base=settings.public_url, tokens=tokens)


def sendgrid_guard(settings: Settings) -> SendGridGuard:
    """Make the guard that knows SendGrid's signature; raises ConfigurationError when a key is none."""
    keys = (settings.sendgrid.webhook_key, settings.sendgrid.webhook_key_old)
    for key in filter(None, keys):
        public_key(key)
    return SendGridGuard(keys=keys)


def provider_doors(settings: Settings) -> tuple[Door, ...]:
    """Name the doors of all providers; one without a secret stays shut."""
    return (
        Door(path=TWILIO_STATUS, provider="twilio", kind="status", guard=twilio_guard(settings)),
        Door(path=SENDGRID_EVENTS, provider="sendgrid", kind="events", guard=sendgrid_guard(settings)),
    )
