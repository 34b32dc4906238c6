"""What SendGrid tells later about a mail: its event words in our outcomes."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from channels.naming import plain
from channels.sendgrid.custom import REFERENCE
from engine.domain.message import DeliveryEvent
from engine.domain.touchpoint import Outcome

#: SendGrid's event -> our Outcome; opens and clicks are not tracked, so they count as unknown here too
OUTCOMES = {
    "processed": Outcome.ACCEPTED,
    "deferred": Outcome.ACCEPTED,
    "delivered": Outcome.DELIVERED,
    "bounce": Outcome.BOUNCED,
    "dropped": Outcome.REFUSED,
    "spamreport": Outcome.STOPPED,
    "unsubscribe": Outcome.STOPPED,
    "group_unsubscribe": Outcome.STOPPED,
}

#: the reason of a drop, in lower case -> our Outcome; all other reasons are about the text or the account
DROPS = {
    "bounced address": Outcome.BOUNCED,
    "invalid": Outcome.BOUNCED,
    "unsubscribed address": Outcome.STOPPED,
    "spam reporting address": Outcome.STOPPED,
}

#: the `type` of a bounce that says nothing bad of the mailbox: its server would not have it now
BLOCKED = "blocked"


def sendgrid_events(
    events: Iterable[Mapping[str, object]], received_at: datetime
) -> tuple[DeliveryEvent, ...]:
    """Read one call of the event webhook; a word that we do not know becomes UNRECOGNISED, never an error."""
    return tuple(_read(event, received_at) for event in events)


def outcome_of(event: Mapping[str, object]) -> Outcome:
    """Name one event in our outcomes."""
    word = str(event.get("event", ""))
    said = OUTCOMES.get(word, Outcome.UNRECOGNISED)
    if word == "bounce" and event.get("type") == BLOCKED:
        return Outcome.EXPIRED
    if word == "dropped":
        return DROPS.get(str(event.get("reason", "")).lower(), said)
    return said


def _read(event: Mapping[str, object], received_at: datetime) -> DeliveryEvent:
    provider_ref = plain(str(event.get("sg_message_id", "")).partition(".")[0])
    told = (provider_ref, event.get("event"), event.get("timestamp"))
    return DeliveryEvent(
        reference=plain(str(event.get(REFERENCE, "")), 40),
        provider_ref=provider_ref,
        outcome=outcome_of(event),
        at=_moment(event.get("timestamp"), received_at),
        code=_code(event),
        key=plain("sendgrid:" + str(event.get("sg_event_id") or ":".join(map(str, told))), 300),
        raw={name: _plain(value) for name, value in event.items()},
    )


def _code(event: Mapping[str, object]) -> str:
    """Give the short word beside an event; of all reasons only that of a drop quotes no address."""
    reason = event.get("reason") if event.get("event") == "dropped" else ""
    return plain(str(event.get("status") or event.get("type") or reason or ""), 60)


def _moment(seconds: object, received_at: datetime) -> datetime:
    """Read SendGrid's clock, but never as later than the call itself."""
    if not isinstance(seconds, int) or not 0 < seconds <= received_at.timestamp():
        return received_at
    return datetime.fromtimestamp(seconds, UTC)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
