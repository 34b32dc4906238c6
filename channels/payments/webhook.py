"""
Calls that tell of payments: signed with a secret that both sides know.

The signature is HMAC-SHA256, in hexadecimal digits, over the moment (seconds since 1970), a dot and the bytes
of the body as they are sent. Whoever sends again signs again.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from engine.domain.incoming import PaymentTold
from engine.domain.raw_call import Knock, RawCall

SIGNATURE, TIMESTAMP = "x-minnelijk-signature", "x-minnelijk-timestamp"
#: a clock of theirs may be so far from ours; the same call again does no harm, a reference counts once
AHEAD, BEHIND = timedelta(minutes=5), timedelta(minutes=15)
LATEST = 32_503_680_000
MOST_CENTS = 1_000_000_000
#: a shorter secret can be guessed
SHORTEST_SECRET = 24
#: as our own numbers of cases, and references of banks, are written
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/:+-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentGuard:
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


def read_payments(call: RawCall) -> tuple[PaymentTold, ...]:
    """Read `{"payments": [{case_id, amount_cents, paid_on, reference}]}`; raises ValueError for others."""
    told = json.loads(call.body)
    listed = told.get("payments") if isinstance(told, dict) else None
    if not isinstance(listed, list) or not listed:
        raise ValueError('it holds no list "payments"')
    return tuple(_payment(number, one) for number, one in enumerate(listed, start=1))


def _payment(number: int, told: Any) -> PaymentTold:
    if not isinstance(told, dict):
        raise ValueError(f"payment {number} is no table")  # noqa: TRY004 - what came in, not a wrong argument
    cents = told.get("amount_cents")
    if type(cents) is not int or not 0 < cents <= MOST_CENTS:
        raise ValueError(f"payment {number}: amount_cents is no whole number above 0")
    names = {name: str(told.get(name, "")) for name in ("case_id", "reference")}
    for name, value in names.items():
        if not NUMBER.fullmatch(value):
            raise ValueError(f"payment {number}: {name} is missing, or no number or reference")
    try:
        paid_on = date.fromisoformat(str(told.get("paid_on", "")))
    except ValueError:
        raise ValueError(f"payment {number}: paid_on is no date like 2026-03-10") from None
    return PaymentTold(amount_cents=cents, paid_on=paid_on, **names)


def _is_fresh(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdigit() and int(timestamp[:12]) < LATEST):
        return False
    signed_at = datetime.fromtimestamp(int(timestamp[:12]), now.tzinfo)
    return now - BEHIND <= signed_at <= now + AHEAD
