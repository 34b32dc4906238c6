"""
What SendGrid has: its Email Activity, asked by our own reference.

That service is an add-on of the account (30 days of history), shows messages with some delay, and has nothing
for European subusers: then it cannot be asked, and that is said.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx

from channels.naming import plain
from channels.sendgrid.custom import REFERENCE
from channels.sendgrid.email import API
from engine.domain.errors import CannotAsk
from engine.domain.listed import Listed, Sought
from engine.domain.message import DeliveryEvent
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind

#: the status of a message in the list -> our Outcome; `not_delivered` has its reason only in the events
OUTCOMES = {
    "processed": Outcome.ACCEPTED,
    "delivered": Outcome.DELIVERED,
    "not_delivered": Outcome.EXPIRED,
}
MOST = 1000
#: their clock may be so far ahead of ours: what they call later is still asked for
AHEAD = timedelta(minutes=75)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendGridActivity:
    """Asks one account what it took."""

    http: httpx.Client
    key: str = field(repr=False)
    base: str = API

    def look_for(self, sought: Sought, now: datetime) -> Sequence[Listed]:
        """List the mails that carry our reference."""
        found = self._ask(f"(unique_args['{REFERENCE}']=\"{sought.reference}\")")
        return [_listed(one, now, sought.reference) for one in found]

    def since(self, moment: datetime, now: datetime) -> Sequence[Listed]:
        """List the mails with news since a moment, each with the reference that it carries."""
        start, end = (f"{one.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for one in (moment, now + AHEAD))
        found = self._ask(f'last_event_time BETWEEN TIMESTAMP "{start}" AND TIMESTAMP "{end}"')
        if len(found) >= MOST:
            raise CannotAsk(f"SendGrid has more than {MOST} mails in that time: ask for less of it (--since)")
        return [_listed(one, now, self._reference(one)) for one in found]

    def _reference(self, one: Mapping[str, Any]) -> str:
        """Ask for one mail alone: only then SendGrid shows what it carries."""
        told = self._get(f"/v3/messages/{one.get('msg_id', '')}", {}).get("unique_args")
        try:
            args = json.loads(told) if isinstance(told, str) else told
        except ValueError:
            return ""
        return plain(str(args.get(REFERENCE, "")), 40) if isinstance(args, dict) else ""

    def _ask(self, query: str) -> list[Mapping[str, Any]]:
        found = self._get("/v3/messages", {"query": query, "limit": str(MOST)}).get("messages")
        if not isinstance(found, list):
            raise CannotAsk("SendGrid's activity gave no list of messages")
        return [one for one in found if isinstance(one, dict)]

    def _get(self, path: str, asked: Mapping[str, str]) -> Mapping[str, Any]:
        try:
            answer = self.http.get(
                f"{self.base.rstrip('/')}{path}",
                params=asked,
                headers={"Authorization": f"Bearer {self.key}"},
            )
            told = answer.json() if answer.is_success else None
        except (httpx.RequestError, ValueError) as error:
            raise CannotAsk(f"SendGrid's activity cannot be asked now ({type(error).__name__})") from None
        if not isinstance(told, dict):
            raise CannotAsk(
                f"SendGrid's activity answered HTTP {answer.status_code}: it is an add-on of the account"
            )
        return told


def _listed(one: Mapping[str, Any], now: datetime, reference: str) -> Listed:
    number, word = plain(str(one.get("msg_id", "")).partition(".")[0]), plain(str(one.get("status", "")), 40)
    at = _moment(str(one.get("last_event_time", "")), now)
    told = sha256(f"{number}:{word}:{at.isoformat()}".encode()).hexdigest()[:24]
    event = DeliveryEvent(
        reference=reference,
        provider_ref=number,
        outcome=OUTCOMES.get(word, Outcome.UNRECOGNISED),
        at=at,
        key=f"sendgrid:activity-{told}",
        raw={},
    )
    return Listed(event=event, to=str(one.get("to_email", "")), channel=ChannelKind.EMAIL)


def _moment(text: str, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return now
    return min(moment if moment.tzinfo else moment.replace(tzinfo=UTC), now)
