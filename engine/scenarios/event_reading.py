"""From a row of events.csv to what happened, and to how the case stood before."""

from collections.abc import Mapping
from datetime import date

from engine.domain.occurrence import Occurrence, OccurrenceKind
from engine.domain.pause import PauseKind
from engine.scenarios.event_words import CLAIMED, ENDED, NEEDS_PROOF, event_of, fits, topic_of
from engine.scenarios.row import Row, names
from preferences.channel import ChannelKind

#: keys that tell how long something lasts
END_KEYS = ("court_end", "until", "end", "end_date", "ends")
#: answers that say no
NO = frozenset({"no", "none", "false", "0", "refused", "missing", "not"})
#: phases in which the arrival of the message that was sent matters
TERM_PHASES = "letter|notice|reminder"
#: the covenant of law.md NL-60 runs for months; everything else here for days
MONTHS = "covenant_months", "months"


def read_occurrence(row: Row) -> Occurrence:
    """Read the event of a row with its parameters; raises WrongCell for an event that nobody knows."""
    word, params, state = row.text("event"), row.pairs("params"), row.pairs("state")
    on = row.day("event_date")
    kind, pause = _kind(row, word, params)
    channel = _channel(row, word, params) or _carrier(row, state, kind)
    return Occurrence(
        kind=kind,
        on=on,
        pause=pause,
        until=_until(row, params),
        months=_number(row, params, MONTHS),
        days=_number(row, params, ("days", "pause_days")),
        channel=channel,
        carried_a_term=_carried_a_term(state, channel),
        term_last=row.read_day("state", state["term_last"]) if state.get("term_last") else None,
    )


def _kind(row: Row, word: str, params: Mapping[str, str]) -> tuple[OccurrenceKind, PauseKind | None]:
    if (event := event_of(word)) is not None:
        return event, topic_of(word) if event is OccurrenceKind.PAUSE_BEGAN else None
    topic = topic_of(word)
    if topic is None:
        raise row.wrong("event", f"'{word}' is not known; docs/law-tables.md lists the words")
    if topic in {PauseKind.PLAN_REQUEST, PauseKind.ARRANGEMENT}:
        return _plan(word)
    if topic in NEEDS_PROOF and not _proven(word, params):
        ended = fits(ENDED, word)
        return (OccurrenceKind.DECIDED if ended else OccurrenceKind.AUTHORITY_CLAIMED), topic
    if fits(ENDED, word):
        return OccurrenceKind.DECIDED, topic
    return _begins(word, topic, params), _narrowed(topic, word)


def _plan(word: str) -> tuple[OccurrenceKind, PauseKind | None]:
    """Tell asking for a plan, agreeing on one and the end of one apart."""
    if fits("request|asked|proposed|wish", word):
        return OccurrenceKind.PAUSE_BEGAN, PauseKind.PLAN_REQUEST
    if fits("reject|refus|denied|withdrawn", word):
        return OccurrenceKind.DECIDED, PauseKind.PLAN_REQUEST
    if fits("broken|missed|ended|terminated|failed|defaulted", word):
        return OccurrenceKind.DECIDED, PauseKind.ARRANGEMENT
    return OccurrenceKind.AGREED, None


def _begins(word: str, topic: PauseKind, params: Mapping[str, str]) -> OccurrenceKind:
    """Say whether it begins: a referral without consent, or a moratorium only asked for, stops nothing."""
    only_asked = topic in {PauseKind.MORATORIUM, PauseKind.INSOLVENCY} and fits("request|asked|applied", word)
    without_consent = topic is PauseKind.WARM_REFERRAL and params.get("consent", "").lower() in NO
    return OccurrenceKind.NOTHING if only_asked or without_consent else OccurrenceKind.PAUSE_BEGAN


def _narrowed(topic: PauseKind, word: str) -> PauseKind:
    """Take a petition for collective settlement as mediation, until a judge admits it (BE-16, V)."""
    petition = topic is PauseKind.COLLECTIVE_SETTLEMENT and fits("request|petition|filed|asked|applied", word)
    return PauseKind.MEDIATION if petition else topic


def _proven(word: str, params: Mapping[str, str]) -> bool:
    """Say whether a representative is proven: by the register, a document, or because the event says so."""
    for key in ("register_checked", "document", "authority", "proof", "mandate", "authorised", "evidence"):
        if key in params:
            return params[key].lower() not in NO
    return not fits(CLAIMED, word) and not fits(ENDED, word)


def _until(row: Row, params: Mapping[str, str]) -> date | None:
    found = next((params[key] for key in END_KEYS if params.get(key)), None)
    return row.read_day("params", found) if found and found[0].isdigit() else None


def _number(row: Row, params: Mapping[str, str], keys: tuple[str, ...]) -> int | None:
    found = next((params[key] for key in keys if params.get(key)), "")
    if not found or found == "default":
        return None
    if not found.isdigit():
        raise row.wrong("params", f"'{found}' is no number; write for example months=4")
    return int(found)


def _channel(row: Row, word: str, params: Mapping[str, str]) -> ChannelKind | None:
    named = params.get("channel") or params.get("carrier")
    if not named:
        named = next((kind.value for kind in ChannelKind if fits(f"^{kind}_", word)), "")
    if named in {"", "all", "any", "call", "visit", "phone", "portal"}:
        return None
    if not names(named, ChannelKind):
        raise row.wrong("params", f"channel '{named}' is not known; write one of {', '.join(ChannelKind)}")
    return ChannelKind(named)


def _carrier(row: Row, state: Mapping[str, str], kind: OccurrenceKind) -> ChannelKind | None:
    """Say what came back where the event does not: what the state says was sent, else what went by post."""
    if kind is not OccurrenceKind.BOUNCED:
        return None
    word = row.text("event")
    by_post = fits(TERM_PHASES, word) or fits(TERM_PHASES, state.get("phase", ""))
    return _channel(row, "", {"carrier": state.get("carrier") or ("letter" if by_post else "")})


def _carried_a_term(state: Mapping[str, str], channel: ChannelKind | None) -> bool:
    carrier = state.get("carrier", "")
    in_term = fits(TERM_PHASES, state.get("phase", ""))
    return in_term and channel is not None and carrier in {"", channel.value}
