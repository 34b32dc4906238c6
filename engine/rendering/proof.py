"""Proofreads templates: once for each text, in all its branches, with typed words in its slots."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.rendering.b1.finding import Finding, Level, Reading
from engine.rendering.b1.reader import Reader
from engine.rendering.b1.sentences import sentences
from engine.rendering.compiled import MissingWord
from engine.rendering.envelope import PREVIEW, seen_outside, telling_words
from engine.rendering.samples import DESCRIPTION, scenes
from engine.rendering.template import WITH_SUBJECT, ChannelText, split_subject
from engine.rendering.whatsapp import PLACE
from preferences.channel import ChannelKind


class Described(NamedTuple):
    """A sentence of a template with descriptions in it: its own words, and how many descriptions."""

    words: int
    descriptions: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a template's text before it is ever sent."""

    reading: Reading
    described: frozenset[Described] = frozenset()


@dataclass(frozen=True, slots=True)
class Proofreader:
    """Judges the texts of templates and remembers what it found; only free text is left for dispatch."""

    reader: Reader
    _remembered: dict[tuple[str, str, ChannelKind], Proof] = field(default_factory=dict)

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
        return Proof(Reading.of(_once(self._findings(text, renderings))), frozenset(_described(renderings)))

    def _findings(self, text: ChannelText, renderings: Iterable[str]) -> Iterator[Finding]:
        if text.channel not in WITH_SUBJECT:
            yield from telling_words(text.words)
        for rendered in renderings:
            subject, body = "", PLACE.sub(r"\1", rendered)
            if text.channel in WITH_SUBJECT:
                subject, body = split_subject(rendered)
            yield from self.reader.judge(f"{subject}\n\n{body}".strip(), text.channel, text.locked).findings
            yield from _outside(text.channel, subject, body)


def _described(renderings: Iterable[str]) -> Iterator[Described]:
    for rendered in renderings:
        for sentence in sentences(rendered):
            descriptions = sentence.text.count(DESCRIPTION)
            if descriptions:
                yield Described(sentence.words - descriptions, descriptions)


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
