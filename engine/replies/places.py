"""Which patterns of a label match, and what is hidden from it."""

from collections import defaultdict
from dataclasses import dataclass, replace

from engine.replies.label import Label
from engine.replies.lexicon import Entry, Lexicon
from engine.replies.words import Words


@dataclass(frozen=True)
class Because:
    """Which of the sender's own words led to a label, and by which pattern."""

    label: str
    words: str
    pattern: str
    #: a weak sign, believed only because nothing else was found
    is_weak: bool = False


def find(words: Words, lexicon: Lexicon, *, foreign: bool) -> dict[str, Because]:
    """
    Give every label that the words give, each with the first reason.

    The patterns of other languages are asked only of a reply that is mostly foreign; what a pattern gives `alone`
    counts only when nothing else was found. What is under `needs` tells that food, heat, power or a home is lacking:
    that is distress and help at once.
    """
    line = words.line
    asked: dict[str, list[Entry]] = defaultdict(list)
    for entry in lexicon.asked({word.text for word in words.words}):
        if foreign or not entry.is_foreign:
            asked[entry.label].append(entry)
    found: dict[str, Because] = {}
    for label, entries in asked.items():
        need = _first("needs", entries, line, words)
        if need is not None:
            found.setdefault(Label.HELP, replace(need, label=Label.HELP))
        reason = _first("says", entries, line, words) or need
        if reason is not None:
            found[label] = reason
    return found or _alone(asked, line, words)


def _alone(asked: dict[str, list[Entry]], line: str, words: Words) -> dict[str, Because]:
    reasons = ((label, _first("alone", entries, line, words)) for label, entries in asked.items())
    return {label: reason for label, reason in reasons if reason is not None}


def _first(does: str, entries: list[Entry], line: str, words: Words) -> Because | None:
    says = [
        (match.span(), entry)
        for entry in entries
        if entry.does == does
        for match in entry.pattern.search.finditer(line)
    ]
    if not says:
        return None
    hidden: list[tuple[int, int]] = []
    for entry in entries:
        if entry.does == "bars" and entry.pattern.search.search(line):
            return None
        if entry.does == "hides":
            hidden.extend(match.span() for match in entry.pattern.search.finditer(line))
    for (start, end), entry in says:
        if not any(start < last and first < end for first, last in hidden):
            return Because(entry.label, words.said(start, end), entry.pattern.source, does == "alone")
    return None
