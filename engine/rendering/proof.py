"""Proofreads templates: once for each text, in all its branches, with typed words in its slots."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from engine.rendering.b1.finding import Finding, Level, Reading
from engine.rendering.b1.reader import Memory, Reader
from engine.rendering.b1.sentences import sentences
from engine.rendering.compiled import MissingWord
from engine.rendering.envelope import PREVIEW, seen_outside, telling_words
from engine.rendering.samples import DESCRIPTION, scenes
from engine.rendering.template import WITH_SUBJECT, ChannelText, split_subject
from engine.rendering.whatsapp import PLACE
from preferences.channel import ChannelKind

#: no form of the list runs over one of these; a dash only where it begins a line
PHRASE_SIGNS = re.compile(r"[,.:;!?()|\n]|(?<=\n)-")


class Join(NamedTuple):
    """The words of a template right before and after a description, up to a sign that parts phrases."""

    before: str
    after: str


class Described(NamedTuple):
    """A sentence of a template with descriptions in it: its own words, and how many descriptions."""

    words: int
    descriptions: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a template's text before it is ever sent."""

    reading: Reading
    described: frozenset[Described] = frozenset()
    joins: frozenset[Join] = frozenset()


@dataclass(frozen=True, slots=True)
class Proofreader:
    """Judges the texts of templates and remembers what it found; only free text is left for dispatch."""

    reader: Reader
    _remembered: dict[tuple[str, str, ChannelKind], Proof] = field(default_factory=dict)
    #: sentences of templates, which share most of them; no words of a debtor come here
    _sentences: dict[tuple[str, ...], Memory] = field(default_factory=dict)

    def proof(self, text: ChannelText) -> Proof:
        """Give everything that is wrong with a template's text in some branch."""
        key = (text.template, text.version, text.channel)
        if key not in self._remembered:
            self._remembered[key] = self._proof(text)
        return self._remembered[key]

    def _proof(self, text: ChannelText) -> Proof:
        try:
            renderings = list(dict.fromkeys(text.compiled.render(words) for words in scenes(text)))
        except MissingWord as error:
            advice = "put it between {% if %} and {% endif %}"
            return Proof(Reading.of([Finding("missing-word", Level.FAIL, 1, 1, str(error), advice)]))
        reading = Reading.of(_once(self._findings(text, renderings)))
        return Proof(reading, frozenset(_described(renderings)), frozenset(_joins(renderings)))

    def _findings(self, text: ChannelText, renderings: Iterable[str]) -> Iterator[Finding]:
        if text.channel not in WITH_SUBJECT:
            yield from telling_words(text.words)
        memory = self._sentences.setdefault(text.locked, {})
        for rendered in renderings:
            subject, body = "", PLACE.sub(r"\1", rendered)
            if text.channel in WITH_SUBJECT:
                subject, body = split_subject(rendered)
            whole = f"{subject}\n\n{body}".strip()
            yield from self.reader.judge(whole, text.channel, text.locked, memory=memory).findings
            yield from _outside(text.channel, subject, body)


def _described(renderings: Iterable[str]) -> Iterator[Described]:
    for rendered in renderings:
        for sentence in sentences(rendered) if DESCRIPTION in rendered else ():
            descriptions = sentence.text.count(DESCRIPTION)
            if descriptions:
                yield Described(sentence.words - descriptions, descriptions)


def _joins(renderings: Iterable[str]) -> Iterator[Join]:
    for rendered in renderings:
        parts = rendered.split(DESCRIPTION)
        for before, after in pairwise(parts):
            yield Join(PHRASE_SIGNS.split(before)[-1].lstrip(), PHRASE_SIGNS.split(after)[0].rstrip())


def _outside(channel: ChannelKind, subject: str, body: str) -> Iterator[Finding]:
    match channel:
        case ChannelKind.SMS | ChannelKind.WHATSAPP:
            yield from seen_outside(body)
        case ChannelKind.EMAIL:
            yield from seen_outside(f"{subject}\n{body[:PREVIEW]}")
        case ChannelKind.LETTER:
            pass


def _once(findings: Iterator[Finding]) -> list[Finding]:
    """Keep each finding once: branches share most of their sentences."""
    return list({(finding.rule, finding.text): finding for finding in findings}.values())
