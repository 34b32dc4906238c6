"""Folding the changes of one debtor into what stands now, and saying which change holds."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from preferences.change import LEARNED, Change, Field, Through
from preferences.channel import ChannelKind
from preferences.hours import parse_hours_text
from preferences.preference import Preference

LANGUAGE = re.compile(r"[a-z]{2,3}")
REPRESENTATIVE = re.compile(r"(?:[a-z]+; [^;]+; [^;]*; (?:\d{4}-\d{2}-\d{2})?(?:; [^;\s]+(?:, [^;\s]+)*)?)?")
HELP_CONSENT = re.compile(r"(?:yes|no|withdrawn) [a-z0-9-]{1,60} [0-9a-z-]{1,20}")
YES_OR_NO = {"yes": True, "no": False}
#: changes about one channel; each channel has its own answer
PER_CHANNEL = frozenset({Field.REFUSE_CHANNEL, Field.ALLOW_CHANNEL})


@dataclass(frozen=True, slots=True)
class Standing:
    """A change that holds, and the changes about the same thing that it overrode, the oldest first."""

    change: Change
    overrode: tuple[Change, ...] = ()


def fold(changes: Iterable[Change]) -> Preference:
    """
    Fold all changes of one debtor into the preference that stands now.

    Raises ValueError with the field and the value of a change that nobody can read.
    """
    chosen = [one for one in changes if one.field not in LEARNED]
    return _folded(tuple((held.change.field, held.change.value) for held in standing(chosen)))


@lru_cache(maxsize=4096)
def _folded(choices: tuple[tuple[Field, str], ...]) -> Preference:
    """Put choices together; most people chose one of the same few things."""
    preference = Preference()
    for field, value in choices:
        preference = _applied(preference, field, value)
    return preference


def standing(changes: Iterable[Change]) -> tuple[Standing, ...]:
    """
    List the changes that hold, by moment, field and value; the newest about one thing wins.

    A refusal of a channel, also one at the provider, stands until a later change allows that very channel: a
    new order of channels does not lift it. No import lifts what the debtor refused.
    """
    held: dict[tuple[Field, str], Standing] = {}
    for change in sorted(changes, key=_came):
        about = _about(change)
        before = held.get(about)
        if before is None:
            held[about] = Standing(change)
        elif _outweighs(before.change, change):
            held[about] = Standing(before.change, (*before.overrode, change))
        else:
            held[about] = Standing(change, (*before.overrode, before.change))
    return tuple(sorted(held.values(), key=lambda one: _shown(one.change)))


def _came(change: Change) -> tuple[datetime, bool, str]:
    """Say which of two changes about one thing is the newer; of a yes and a no at one moment the no."""
    return change.at, change.field is Field.REFUSE_CHANNEL, change.id


def _shown(change: Change) -> tuple[datetime, str, str]:
    """Put choices of one moment in an order that is the same each time: an id is chance."""
    return change.at, change.field.value, change.value


def checked(change: Change) -> Change:
    """Give back a change that may be stored; raises ValueError with its field, its value and the fix."""
    if change.at.tzinfo is None:
        raise ValueError(f"{change.field}: the change needs a moment with a time zone, not {change.at}")
    asks_words = {Field.WHATSAPP_OPT_IN, Field.HELP_CONSENT}
    agrees = change.field in asks_words and change.value.split(" ")[0] == "yes"
    if agrees and not change.words:
        raise ValueError(
            f"{change.field} 'yes': write the version of the wording that was agreed to in `words`"
        )
    if agrees and change.field is Field.WHATSAPP_OPT_IN and not change.proof:
        raise ValueError(f"{change.field} 'yes': write where the proof can be found in `proof`")
    _applied(Preference(), change.field, change.value)
    return change


def _about(change: Change) -> tuple[Field, str]:
    """Say what a change competes for: its field, or one channel being welcome or not."""
    if change.field in LEARNED:
        return change.field, change.value
    return (Field.REFUSE_CHANNEL, change.value) if change.field in PER_CHANNEL else (change.field, "")


def _outweighs(before: Change, change: Change) -> bool:
    """Say whether the older change stays: an import does not undo what the debtor refused."""
    refused = before.field is Field.REFUSE_CHANNEL and before.through is not Through.IMPORT
    return refused and change.through is Through.IMPORT


def _applied(preference: Preference, field: Field, value: str) -> Preference:
    try:
        return APPLIED[field](preference, value)
    except ValueError as wrong:
        raise ValueError(f"{field} {value!r}: {wrong}") from wrong


def _channel(value: str) -> ChannelKind:
    try:
        return ChannelKind(value)
    except ValueError as wrong:
        raise ValueError(f"{value!r} is no channel; use {', '.join(ChannelKind)}") from wrong


def _order(value: str) -> tuple[ChannelKind, ...]:
    order = tuple(_channel(word.strip()) for word in value.split(",")) if value else ()
    if len(set(order)) < len(order):
        raise ValueError("a channel is named twice; name each channel once")
    return order


def _moment(value: str) -> datetime | None:
    if not value:
        return None
    fix = "write a moment with its offset, for example 2026-06-10T18:00:00+02:00"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as wrong:
        raise ValueError(fix) from wrong
    if moment.tzinfo is None:
        raise ValueError(fix)
    return moment


def _language(value: str) -> str:
    if not LANGUAGE.fullmatch(value):
        raise ValueError("write a language code, for example nl")
    return value


def _with_help_consent(was: Preference, value: str) -> Preference:
    """Refuse what is no consent; it steers no messages, so the preference stays as it is."""
    if not HELP_CONSENT.fullmatch(value):
        raise ValueError("write yes, no or withdrawn, the partner and the version of the wording")
    return was


def _with_representative(was: Preference, value: str) -> Preference:
    """Refuse what names nobody; to whom messages go stands with the debtor, so the preference stays."""
    if not REPRESENTATIVE.fullmatch(value):
        raise ValueError(
            "write the kind, the name, how to reach them, the last day and the cases, with ; between"
        )
    return was


def _yes(value: str) -> bool:
    if value not in YES_OR_NO:
        raise ValueError("write yes or no")
    return YES_OR_NO[value]


def _learned(preference: Preference, value: str) -> Preference:
    """Leave the choices as they are: this is about an address."""
    if not value:
        raise ValueError("write the number, mailbox or address")
    return preference


#: how a change of each field alters the preference
APPLIED: dict[Field, Callable[[Preference, str], Preference]] = {
    Field.CHANNEL_ORDER: lambda was, value: replace(was, order=_order(value)),
    Field.REFUSE_CHANNEL: lambda was, value: replace(was, refused=was.refused | {_channel(value)}),
    Field.ALLOW_CHANNEL: lambda was, value: replace(was, refused=was.refused - {_channel(value)}),
    Field.HOURS: lambda was, value: replace(was, hours=parse_hours_text(value) if value else None),
    Field.QUIET_UNTIL: lambda was, value: replace(was, quiet_until=_moment(value)),
    Field.LANGUAGE: lambda was, value: replace(was, language=_language(value)),
    Field.LARGE_PRINT: lambda was, value: replace(was, large_print=_yes(value)),
    Field.PLAIN_TEXT: lambda was, value: replace(was, plain_text=_yes(value)),
    Field.WHATSAPP_OPT_IN: lambda was, value: replace(was, whatsapp_opt_in=_yes(value)),
    Field.HELP_CONSENT: _with_help_consent,
    Field.REPRESENTATIVE: _with_representative,
    Field.ADDRESS_FAILED: _learned,
    Field.ADDRESS_OF_ANOTHER: _learned,
}
