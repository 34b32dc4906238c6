"""What was done on the page as a call: kept as it came, and read when its turn comes."""

import json
from datetime import datetime

from engine.domain.incoming import PortalAct, Told
from engine.domain.raw_call import RawCall
from engine.replies.label import Label

PROVIDER, KIND = "portal", "act"
WORDS = ("link", "stop", "text", "own_words", "case_id", "opt_in")
#: what calls of an earlier release do not have
LATER_WORDS = ("asked", "says")


def call_of(act: PortalAct) -> RawCall:
    """Write what was done as a call; the same form twice is the same call."""
    body = {name: getattr(act, name) for name in (*WORDS, *LATER_WORDS)}
    body |= {"key": act.key, "labels": list(act.labels), "entities": dict(act.entities)}
    return RawCall(
        provider=PROVIDER,
        kind=KIND,
        received_at=act.received_at,
        query="",
        content_type="application/json",
        body=json.dumps(body, sort_keys=True).encode(),
    )


def read_act(call: RawCall) -> Told:
    """Read what was done on the page; raises ValueError when it is none."""
    told = json.loads(call.body)
    try:
        return [_act(told, call.received_at)]
    except (KeyError, TypeError) as fault:
        raise ValueError(f"this is nothing that our page sends: {fault}") from fault


def _act(told: dict[str, object], at: datetime) -> PortalAct:
    labels, entities = told["labels"], told["entities"]
    if not isinstance(labels, list) or not isinstance(entities, dict):
        raise TypeError("labels and entities")
    words = {name: str(told[name]) for name in WORDS}
    words |= {name: str(told.get(name, "")) for name in LATER_WORDS}
    return PortalAct(
        key=str(told["key"]),
        labels=tuple(Label(str(label)).value for label in labels),
        entities=entities,
        received_at=at,
        **words,
    )
