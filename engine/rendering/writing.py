"""The writer: from a text order to a text that may leave, or the reasons why it may not."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from engine.domain.case import Jurisdiction
from engine.domain.errors import TextRefused, UnknownReference
from engine.domain.link import EXAMPLE_CODE, example_code
from engine.domain.message import Text
from engine.policy.calendars import calendar_for
from engine.ports import TextOrder
from engine.rendering.b1.finding import Finding, Level, Reading
from engine.rendering.b1.reader import Reader, load_reader
from engine.rendering.blockwise import MARK
from engine.rendering.compiled import MissingWord
from engine.rendering.content_gate import ContentGate
from engine.rendering.draft import Draft
from engine.rendering.finish import Finish, finished
from engine.rendering.free_text import judge_free_text
from engine.rendering.laid_in import LaidIn
from engine.rendering.letter.content import LetterText
from engine.rendering.letter.house_style import HouseStyle
from engine.rendering.organisation_words import OrganisationWords
from engine.rendering.proof import Proof, Proofreader
from engine.rendering.scene import Calendars, Scene
from engine.rendering.shelf import Shelf, load_shelf
from engine.rendering.template import ChannelText
from engine.rendering.whatsapp import approved_text
from engine.rendering.words import contact_words
from preferences.channel import ChannelKind
from preferences.records import replace

#: gives the Flesch-Douma figure of a text, for comparison only (engine.rendering.b1.flesch)
Meter = Callable[[str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a template says to somebody in one channel, with everything that was found in it."""

    channel: ChannelKind
    #: None when it cannot be written for this case at all
    text: Text | None
    reading: Reading
    #: textstat's figure, for comparison; None without a meter
    flesch: float | None = None
    #: WhatsApp: the text to hand in for approval, its places numbered
    for_approval: str = ""


@dataclass(frozen=True, slots=True)
class DutchWriter:
    """Writes texts from the shelf, and lets none through that the checks refuse; see engine.ports.Writer."""

    shelf: Shelf
    reader: Reader
    calendars: Calendars
    proofreader: Proofreader
    #: the content rules; None only where the content of a text does not matter
    gate: ContentGate | None = field(default_factory=ContentGate)
    #: gives the code for the link in a message, by the reference of the contact
    code_of: Callable[[str], str] = example_code
    _organisation: OrganisationWords = field(default_factory=OrganisationWords)
    _texts: LaidIn = field(default_factory=LaidIn)
    _finish: Finish = field(default_factory=Finish)

    def channels_of(self, template: str) -> frozenset[ChannelKind]:
        """List the channels for which a template has a text; raises UnknownReference."""
        return frozenset(self.shelf.template(template).texts)

    def version_of(self, template: str) -> str:
        """Give the hash of a template's files, 12 characters; raises UnknownReference."""
        return self.shelf.template(template).version

    def get_ready(self, templates: Iterable[str]) -> None:
        """Judge templates before the first message needs them: it takes a while, once for each process."""
        for name in templates:
            # whoever asks for one that is not there is told so then
            with suppress(UnknownReference):
                for text in self.shelf.template(name).texts.values():
                    self.proofreader.proof(text)

    def write(self, order: TextOrder) -> Text:
        """Render and check one text; raises TextRefused with the findings."""
        text = self.shelf.text(order.template, order.channel)
        proof = self.proofreader.proof(text)
        draft, dispatched = self._draft(order, text, proof)
        level = max(proof.reading.level, dispatched.level)
        if level is Level.FAIL:
            raise _refused(text, (*proof.reading.findings, *dispatched.findings))
        written = finished(draft, _NAMES[level], self.shelf.layout, self._finish)
        return replace(written, code=draft.code) if draft.has_link else written

    def preview(self, template: str, order: TextOrder, meter: Meter | None = None) -> tuple[Preview, ...]:
        """Show what a template says to somebody in each of its channels, also where it may not leave."""
        texts = self.shelf.template(template).texts
        return tuple(self._preview(replace(order, template=template, channel=one), meter) for one in texts)

    def letter_of(self, text: Text) -> LetterText:
        """Give what the press prints; raises ValueError for a text that is no letter."""
        letter = (text.letter or {}).get("text")
        if not isinstance(letter, LetterText):
            raise ValueError(f"a text for {text.channel} cannot be printed")  # noqa: TRY004 - it is a wrong text
        return letter

    def _draft(self, order: TextOrder, text: ChannelText, proof: Proof) -> tuple[Draft, Reading]:
        fixed = self._organisation.of(order)
        scene = Scene(order, self.calendars)
        try:
            words = contact_words(scene, text.contact_words)
            pieces = self._texts.pieces(text, fixed, words)
        except MissingWord as error:
            finding = Finding("missing-word", Level.FAIL, 1, 1, str(error), "use another template")
            raise _refused(text, (finding,)) from error
        rendered = "".join(pieces).replace(MARK, "")
        reading = judge_free_text(self.reader, text, rendered, scene.descriptions, proof)
        draft = Draft(text, scene, fixed, rendered, pieces, self.code_of(order.reference))
        found = (*draft.findings(), *(self.gate.findings(text, fixed, scene, words) if self.gate else ()))
        return draft, Reading.of((*reading.findings, *found)) if found else reading

    def _preview(self, order: TextOrder, meter: Meter | None) -> Preview:
        text = self.shelf.text(order.template, order.channel)
        proof = self.proofreader.proof(text)
        try:
            draft, dispatched = self._draft(order, text, proof)
            # it leaves with nobody, so it leads nowhere
            draft = replace(draft, code=EXAMPLE_CODE)
            reading = Reading.of((*proof.reading.findings, *dispatched.findings))
            written = finished(draft, _NAMES[reading.level], self.shelf.layout, self._finish)
        except TextRefused as refusal:
            refused = Finding("refused", Level.FAIL, 1, 1, str(refusal), "; ".join(refusal.findings))
            reading = Reading.of((*proof.reading.findings, refused))
            return Preview(channel=order.channel, text=None, reading=reading)
        return Preview(
            channel=order.channel,
            text=written,
            reading=reading,
            flesch=meter(written.body) if meter else None,
            for_approval=approved_text(draft.rendered, text.places) if text.places else "",
        )


def open_writer(
    templates: Path,
    *,
    judge_content: bool = True,
    styles: Mapping[str, HouseStyle] | None = None,
    code_of: Callable[[str], str] = example_code,
) -> DutchWriter:
    """
    Read the templates below a folder and make their writer; raises ConfigurationError with all faults.

    `styles` are the house styles in which e-mails leave, by name; `code_of` makes the code in the link of a
    contact.
    """
    gate = ContentGate() if judge_content else None
    reader = load_reader()
    calendars = {jurisdiction: calendar_for(jurisdiction) for jurisdiction in Jurisdiction}
    finish = Finish(styles or {})
    shelf, proofreader = load_shelf(templates), Proofreader(reader)
    return DutchWriter(shelf, reader, calendars, proofreader, gate, code_of, _finish=finish)


_NAMES = {level: str(level) for level in Level}


def _refused(text: ChannelText, findings: tuple[Finding, ...]) -> TextRefused:
    failed = [finding for finding in findings if finding.level is Level.FAIL]
    rules = ", ".join(dict.fromkeys(finding.rule for finding in failed))
    because = f"template {text.template} may not leave as {text.channel}: {rules}"
    return TextRefused(because, findings=tuple(map(str, findings)))
