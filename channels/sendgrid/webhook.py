"""SendGrid's calls to us: whether one is SendGrid's, and which events are in it."""

import binascii
import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from channels.sendgrid.events import sendgrid_events
from engine.domain.errors import ConfigurationError
from engine.domain.message import DeliveryEvent
from engine.domain.raw_call import Knock, RawCall

SIGNATURE = "x-twilio-email-event-webhook-signature"
TIMESTAMP = "x-twilio-email-event-webhook-timestamp"
#: a clock of theirs may be so far ahead of ours
AHEAD = timedelta(minutes=5)
#: SendGrid tries again for a day, and we do not know whether it signs each try anew: so we are not strict.
#: The same call again does no harm, because each event counts once
BEHIND = timedelta(days=7)
LATEST = 32_503_680_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SendGridGuard:
    """Lets in what SendGrid signed (ECDSA over its moment and the raw bytes), and that is not too old."""

    #: public keys, DER in base64 as SendGrid shows them: that of today, and that of before during a change
    keys: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Say whether there is anything to check a call with; without that nobody comes in."""
        return any(self.keys)

    def admits(self, knock: Knock) -> bool:
        """Say whether a call is SendGrid's; looks at the bytes as they came, before anybody reads them."""
        timestamp = knock.headers.get(TIMESTAMP, "")
        if not _is_fresh(timestamp, knock.at):
            return False
        try:
            signature = b64decode(knock.headers.get(SIGNATURE, ""), validate=True)
        except (binascii.Error, ValueError):
            return False
        return any(_holds(key, signature, timestamp.encode() + knock.body) for key in filter(None, self.keys))


def _holds(key: str, signature: bytes, signed: bytes) -> bool:
    try:
        public_key(key).verify(signature, signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


@cache
def public_key(text: str) -> ec.EllipticCurvePublicKey:
    """Read a key as SendGrid shows it; raises ConfigurationError."""
    try:
        key = load_der_public_key(b64decode(text, validate=True))
    except ValueError as error:
        raise ConfigurationError("MINNELIJK_SENDGRID_WEBHOOK_KEY is no key: copy it once more") from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ConfigurationError("MINNELIJK_SENDGRID_WEBHOOK_KEY is a key of another kind than SendGrid's")
    return key


def _is_fresh(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdigit()) or int(timestamp) > LATEST:
        return False
    signed_at = datetime.fromtimestamp(int(timestamp), UTC)
    return now - BEHIND <= signed_at <= now + AHEAD


def read_events(call: RawCall) -> tuple[DeliveryEvent, ...]:
    """Read a call of the event webhook; raises ValueError when it holds no list of events."""
    told = json.loads(call.body)
    if not isinstance(told, list):
        raise ValueError("it holds no list of events")  # noqa: TRY004 - what came in, not a wrong argument
    return sendgrid_events(
        [one if isinstance(one, dict) else _strange(one) for one in told], call.received_at
    )


def _strange(item: object) -> Mapping[str, object]:
    """Keep what is no event as one that nobody knows."""
    written = json.dumps(item)
    return {"event": "unreadable", "sg_event_id": sha256(written.encode()).hexdigest(), "item": written}
