"""Which door is whose: the addresses of providers' calls, and their guards."""

from app.settings import Settings
from channels.sendgrid.mail_guard import SHORTEST, MailGuard
from channels.sendgrid.webhook import SendGridGuard, public_key
from channels.signatures import SHORTEST_SECRET, SecretGuard
from channels.twilio.inbound import NO_ANSWER
from channels.twilio.webhook import TwilioGuard
from engine.domain.errors import ConfigurationError
from web.webhooks.doors import LONG_BUDGET, THIRTY_MEGABYTES, Door

TWILIO_STATUS = "/twilio/status"
TWILIO_INBOUND = "/twilio/inbound"
SENDGRID_EVENTS = "/sendgrid/events"
SENDGRID_INBOUND = "/sendgrid/inbound"
PAYMENTS = "/payments/events"
#: SendGrid tries again unless it reads this
OK = 200


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


def mail_guard(settings: Settings) -> MailGuard:
    """Make the guard of mails to us; raises ConfigurationError for a short word or a bad key."""
    account = settings.sendgrid
    tokens = (account.inbound_token.get_secret_value(), account.inbound_token_old.get_secret_value())
    _long_enough("MINNELIJK_SENDGRID_INBOUND_TOKEN", tokens, SHORTEST)
    signed = None
    if account.inbound_key:
        public_key(account.inbound_key)
        signed = SendGridGuard(keys=(account.inbound_key,))
    return MailGuard(public_base=settings.public_url, tokens=tokens, signed=signed)


def payment_guard(settings: Settings) -> SecretGuard:
    """Make the guard of payments; raises ConfigurationError for a secret that can be guessed."""
    secrets = (settings.payments_secret.get_secret_value(), settings.payments_secret_old.get_secret_value())
    _long_enough("MINNELIJK_PAYMENTS_SECRET", secrets, SHORTEST_SECRET)
    return SecretGuard(secrets=secrets)


def _long_enough(setting: str, secrets: tuple[str, ...], least: int) -> None:
    if any(one and len(one) < least for one in secrets):
        raise ConfigurationError(f"{setting} is shorter than {least} characters: it can be guessed")


def provider_doors(settings: Settings) -> tuple[Door, ...]:
    """Name the doors of all providers; one without a secret stays shut."""
    return (
        Door(path=TWILIO_STATUS, provider="twilio", kind="status", guard=twilio_guard(settings)),
        Door(
            path=TWILIO_INBOUND,
            provider="twilio",
            kind="inbound",
            guard=twilio_guard(settings),
            answer=NO_ANSWER,
        ),
        Door(path=SENDGRID_EVENTS, provider="sendgrid", kind="events", guard=sendgrid_guard(settings)),
        *(_mail_door(settings, path) for path in (SENDGRID_INBOUND, f"{SENDGRID_INBOUND}/{{word}}")),
        Door(path=PAYMENTS, provider="payments", kind="events", guard=payment_guard(settings)),
    )


def _mail_door(settings: Settings, path: str) -> Door:
    """Open the door for mails: the only one through which something big may come."""
    return Door(
        path=path,
        provider="sendgrid",
        kind="inbound",
        guard=mail_guard(settings),
        limit=THIRTY_MEGABYTES,
        budget=LONG_BUDGET,
        taken=OK,
    )
