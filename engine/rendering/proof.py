"""Proofreads templates: once for each text, in all its branches, with typed words in its slots."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.rendering.b1.finding import Finding, Level, Reading
from engine.rendering.b1.reader import Reader
from engine.rendering.compiled import MissingWord
from engine.rendering.envelope import PREVIEW, seen_outside, telling_words
from engine.rendering.samples import scenes
from engine.rendering.template import WITH_SUBJECT, ChannelText, split_subject
from engine.rendering.whatsapp import PLACE
from preferences.channel import ChannelKind


@dataclass(frozen=True, slots=True)
class Proofreader:
    """Judges the texts of templates and remembers what it found; only free text is left for dispatch."""

    reader: Reader
    _remembered: dict[tuple[str, str, ChannelKind], Reading] = field(default_factory=dict)

    def proof(self, text: ChannelText) -> Reading:
        """Give everything that is wrong with a template's text in some branch."""
        key = (text.template, text.version, text.channel)
        if key not in self._remembered:
            self._remembered[key] = Reading.of(_once(self._findings(text)))
        return self._remembered[key]

    def _findings(self, text: ChannelText) -> Iterator[Finding]:
        if text.channel not in WITH_SUBJECT:
            yield from telling_words(text.words)
        try:
            renderings = dict.fromkeys(text.compiled.render(words) for words in scenes(text))
        except MissingWord as error:
            advice = "put it between {% if %} and {% endif %}"
            yield Finding("missing-word", Level.FAIL, 1, 1, str(error), advice)
            return
        for rendered in renderings:
            subject, body = "", PLACE.sub(r"\1", rendered)
            if text.channel in WITH_SUBJECT:
                subject, body = split_subject(rendered)
            yield from self.reader.judge(f"{subject}\n\n{body}".strip(), text.channel, text.locked).findings
            yield from _outside(text.channel, subject, body)


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
