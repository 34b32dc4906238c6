"""Read one reply: its labels, what it names, which words say so, and whether a person must look."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from engine.replies.channels import stopped, wanted
from engine.replies.dates import Day, days
from engine.replies.label import SAFETY, Label
from engine.replies.language import is_foreign, language_of
from engine.replies.lexicon import load_lexicon
from engine.replies.mail import own_words
from engine.replies.numbers import contested, sums
from engine.replies.parts_of_day import part_of_day
from engine.replies.places import Because, find
from engine.replies.second_opinion import load_model, load_trust, weigh
from engine.replies.settle_labels import is_sure, settled
from engine.replies.signals import load_fields
from engine.replies.spelling import from_scan, speller
from engine.replies.words import Words, cut

#: what a reply may name: a day (ISO), euros, a channel, a part of the day
Entities = Mapping[str, str | float]
CLAIMS = frozenset(
    {Label.PAID, Label.WILL_PAY, Label.ARRANGEMENT, Label.DISPUTE, Label.QUESTION, Label.COMPLAINT}
)
MONEY_MOVES = frozenset({Label.PAID, Label.WILL_PAY, Label.ARRANGEMENT})
PROMISES = frozenset({Label.WILL_PAY, Label.ARRANGEMENT})
DATED = PROMISES | {
    Label.PAID, Label.CALLBACK, Label.TIME_PREF, Label.MOVED, Label.AUTO_REPLY, Label.DECEASED, Label.REPRESENTED,
    Label.ACK,
}  # fmt: skip
#: who acts for the sender has a day only when one is named for a talk
INTAKE = frozenset({"intake", "intakegesprek", "kennismaking", "aanmelding", "aangemeld"})
#: ways to write how long something lasts, and not when it was
DURATIONS = frozenset({"over", "delay", "now"})
CALLS = re.compile(r" (?:bel|belt|bellen|terugbellen|afspraak|langskomen|contacteer)(?: [^ .,?]+){0,3} $")
#: of these a bare weekday is the last one
TOLD_AFTERWARDS = frozenset({Label.PAID, Label.DECEASED})
#: of these a day that has passed is of no use
COMING_ONLY = frozenset(
    {Label.AUTO_REPLY, Label.REPRESENTED, Label.WRONG_PERSON, Label.CALLBACK, Label.TIME_PREF, Label.HELP}
)
LONGEST = 20_000


@dataclass(frozen=True)
class Reading:
    """What a reply means, as far as its words say."""

    labels: tuple[Label, ...]
    entities: Entities
    sure: bool
    because: tuple[Because, ...]
    #: the channel to stop, where one is to be stopped: the named one, else the one that the reply came in by
    stop: str | None = None
    #: what may harm when missed, and must be looked for by a person
    in_doubt: frozenset[Label] = frozenset()
    #: the language of a reply that is not in Dutch, two letters; empty: Dutch, or we cannot tell
    language: str = ""


@lru_cache(maxsize=1)
def _spell() -> Callable[[str], str]:
    return speller(load_lexicon(), load_fields().by_word)


def plain_words(channel: str, text: str) -> tuple[str, Words]:
    """Give the sender's own words, and those words made plain."""
    shown = text[:LONGEST]
    if channel in {"email", "letter"}:
        shown = own_words(shown)
    if channel == "letter":
        shown = from_scan(shown)
    return shown, cut(shown, _spell(), load_lexicon().written_out)


def understand(channel: str, text: str, today: date) -> Reading:
    """Read one reply that came in through a channel; today is the day on which it came in."""
    own, words = plain_words(channel, text)
    foreign = is_foreign(words, own)
    found = find(words, load_lexicon(), foreign=foreign)
    weighed = weigh(words, found, load_model(), load_trust(), foreign=foreign)
    labels = settled(weighed.found, foreign=foreign, chances=weighed.chances)
    reasons = tuple(weighed.found[label] for label in sorted(labels) if label in weighed.found)
    weak = any(one.is_weak and Label(one.label) in SAFETY for one in reasons)
    sure = is_sure(labels) and not weak and not weighed.in_doubt
    stop = (stopped(words, load_lexicon()) or channel) if Label.STOP_CHANNEL in labels else None
    named = _entities(channel, words, labels, today)
    language = language_of(own) if foreign else ""
    return Reading(tuple(sorted(labels)), named, sure, reasons, stop, weighed.in_doubt, language)


def _entities(channel: str, words: Words, labels: frozenset[Label], today: date) -> Entities:
    named: dict[str, str | float] = {}
    day = _day(_of_use(words, labels, today), labels) if labels & _dated(words) else None
    if day:
        named["date"] = day.isoformat()
    once, monthly = sums(words)
    amount = _amount(words, labels, once)
    if amount is not None:
        named["amount"] = float(amount)
    if monthly and Label.ARRANGEMENT in labels:
        named["per_month"] = float(monthly[0])
    kind = _channel(channel, words, labels)
    if kind:
        named["channel"] = kind
    if labels & {Label.TIME_PREF, Label.CALLBACK}:
        part = part_of_day(words, one_call=Label.CALLBACK in labels)
        if part:
            named["daypart"] = part
    return named


def _dated(words: Words) -> frozenset[Label]:
    """Name the labels that a day may belong to: only who will call writes one beside a thank you."""
    written = {word.text for word in words.words}
    off = set() if written & INTAKE else {Label.REPRESENTED}
    return DATED - off - (frozenset() if written & {"bel", "contact"} else {Label.ACK})


def _of_use(words: Words, labels: frozenset[Label], today: date) -> list[Day]:
    """Give the days that can belong to the labels, the one of a call first."""
    found = [day for day in days(words, today) if day.form != "just" or Label.PAID in labels]
    if Label.AUTO_REPLY in labels and Label.DECEASED not in labels:
        found = [day for day in found if day.on > today]
    if labels & {Label.DECEASED, Label.REPRESENTED} and not labels & PROMISES:
        found = [day for day in found if day.form not in DURATIONS]
    if Label.CALLBACK in labels:
        found.sort(key=lambda day: not CALLS.search(words.line[: day.at]))
    if Label.TIME_PREF in labels:
        found.sort(key=lambda day: day.until)
    return [_in_the_past(day, today) for day in found] if Label.DECEASED in labels else found


def _in_the_past(day: Day, today: date) -> Day:
    """Nobody died in the future: a day and a month without a year are the last ones."""
    if day.form not in {"named", "numeric", "english"} or day.on <= today:
        return day
    before = day.on - timedelta(days=365)
    return replace(day, on=before if before.day == day.on.day else before - timedelta(days=1), past=True)


def _amount(words: Words, labels: frozenset[Label], once: list[Decimal]) -> Decimal | None:
    costs = contested(words)
    if labels & MONEY_MOVES:
        once = [one for one in once if one != costs]
    elif Label.DISPUTE in labels and costs is not None:
        return costs
    return once[0] if once and labels & CLAIMS else None


def _channel(channel: str, words: Words, labels: frozenset[Label]) -> str | None:
    if Label.CHANNEL_PREF in labels:
        here = " dit nummer " in words.line and channel in {"sms", "whatsapp"}
        return wanted(words, load_lexicon()) or (channel if here else None)
    return stopped(words, load_lexicon()) if Label.STOP_CHANNEL in labels else None


def _day(found: list[Day], labels: frozenset[Label]) -> date | None:
    if not labels & PROMISES:
        found = [day for day in found if day.form != "now"]
    if Label.TIME_PREF in labels and not labels & PROMISES:
        found = [day for day in found if day.form != "weekday" or day.until]
    if labels & TOLD_AFTERWARDS and not labels & PROMISES:
        found = [_last(day) for day in found]
        if Label.DECEASED in labels:
            found.sort(key=lambda day: day.on, reverse=True)
    if labels & PROMISES:
        # "until the 4th I am away, on the 5th I pay", "I see it only now, tomorrow"
        found.sort(key=lambda day: day.form == "now" or day.until)
    coming = [day for day in found if not day.past]
    past = [day for day in found if day.past]
    if labels & PROMISES or labels <= COMING_ONLY:
        first = coming
    elif Label.PAID in labels:
        first = past or coming
    else:
        first = coming or past
    return first[0].on if first else None


def _last(day: Day) -> Day:
    """Take a bare weekday of what happened already as the last one."""
    if day.form != "weekday" or day.past:
        return day
    return replace(day, on=day.on - timedelta(days=7), past=True)
