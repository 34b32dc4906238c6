"""
Calls that are signed with a secret that both sides know: HMAC-SHA256, in hexadecimal digits.

What is signed is the moment (seconds since 1970), a dot and the bytes of the body as they are sent. Whoever
sends again signs again.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.domain.raw_call import Knock

SIGNATURE, TIMESTAMP = "x-minnelijk-signature", "x-minnelijk-timestamp"
#: a clock of theirs may be so far from ours; the same call again does no harm, each word counts once
AHEAD, BEHIND = timedelta(minutes=5), timedelta(minutes=15)
LATEST = 32_503_680_000
#: a shorter secret can be guessed
SHORTEST_SECRET = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretGuard:
    """Lets in what was signed with one of our secrets a moment ago."""

    #: that of today, and that of before while it is being changed
    secrets: tuple[str, ...] = field(repr=False)

    @property
    def ready(self) -> bool:
        """Say whether there is anything to check a call with; without that nobody comes in."""
        return any(self.secrets)

    def admits(self, knock: Knock) -> bool:
        """Say whether a call comes from somebody who knows the secret."""
        timestamp, signature = knock.headers.get(TIMESTAMP, ""), knock.headers.get(SIGNATURE, "")
        if not _is_fresh(timestamp, knock.at) or not signature.isascii():
            return False
        return any(
            hmac.compare_digest(sign(secret, timestamp, knock.body), signature.lower())
            for secret in filter(None, self.secrets)
        )


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Sign a call as its sender does."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _is_fresh(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdigit() and int(timestamp[:12]) < LATEST):
        return False
    signed_at = datetime.fromtimestamp(int(timestamp[:12]), now.tzinfo)
    return now - BEHIND <= signed_at <= now + AHEAD
