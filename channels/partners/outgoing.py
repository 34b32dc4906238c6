"""Signed calls to partners: our message as JSON, to the address that organisation.yaml names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import httpx
import rfc8785

from channels.signatures import SIGNATURE, TIMESTAMP, sign
from channels.wire import NOTHING_LEFT
from engine.domain.partner import Partner
from engine.domain.touchpoint import Json, Outcome

#: carries our id of the message: a partner counts it once
MESSAGE_ID = "x-minnelijk-id"
#: not now: it may be made again
BUSY = frozenset({408, 425, 429, 503})
SERVER_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerCalls:
    """Makes signed calls, each once; who calls again calls with the same id."""

    http: httpx.Client
    clock: Callable[[], datetime]
    #: by partner
    secrets: Mapping[str, str] = field(repr=False)

    def call(self, partner: Partner, message_id: str, payload: Mapping[str, Json]) -> tuple[Outcome, str]:
        """Make one call; gives what became of it, and why when it was not taken."""
        secret = self.secrets.get(partner.id, "")
        if not secret:
            return Outcome.REFUSED, "no secret is set for this partner: MINNELIJK_PARTNER_SECRETS"
        body = rfc8785.dumps(dict(payload))
        timestamp = str(int(self.clock().timestamp()))
        headers = {
            "content-type": "application/json",
            MESSAGE_ID: message_id,
            TIMESTAMP: timestamp,
            SIGNATURE: sign(secret, timestamp, body),
        }
        try:
            answer = self.http.post(partner.webhook, content=body, headers=headers)
        except httpx.RequestError as error:
            nothing_left = isinstance(error, NOTHING_LEFT)
            return Outcome.POSTPONED if nothing_left else Outcome.IN_DOUBT, type(error).__name__
        if answer.is_success:
            return Outcome.ACCEPTED, ""
        if answer.status_code in BUSY:
            return Outcome.POSTPONED, f"answer {answer.status_code}"
        doubt = answer.status_code >= SERVER_ERROR
        return Outcome.IN_DOUBT if doubt else Outcome.REFUSED, f"answer {answer.status_code}"
