"""One text being written: rendered and judged, before it is decided whether it may leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.domain.link import EXAMPLE_CODE
from engine.rendering.b1.finding import Finding, Level
from engine.rendering.envelope import PREVIEW, sensitive_name
from engine.rendering.organisation_words import CODE_PLACE, Fixed
from engine.rendering.scene import LONGEST_NAME, Scene
from engine.rendering.sms import LONGEST as LONGEST_SMS
from engine.rendering.template import WITH_SUBJECT, ChannelText, split_subject
from engine.rendering.whatsapp import LONGEST as LONGEST_WHATSAPP
from engine.rendering.whatsapp import PLACE
from preferences.channel import ChannelKind

#: at most so many characters in one text
LIMITS: Mapping[ChannelKind, int] = {
    ChannelKind.SMS: LONGEST_SMS,
    ChannelKind.WHATSAPP: LONGEST_WHATSAPP,
    ChannelKind.EMAIL: 200_000,
    ChannelKind.LETTER: 200_000,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A rendered text with all that it was made from."""

    text: ChannelText
    scene: Scene
    fixed: Fixed
    #: what the template gave, marks for places and links still in it
    rendered: str
    #: the same in pieces, with a mark before each word of a debtor or case (engine.rendering.blockwise)
    pieces: list[str]
    #: the code of this contact, for the link to its page
    code: str = EXAMPLE_CODE

    @property
    def has_link(self) -> bool:
        """Say whether the text points to the page of this contact."""
        return CODE_PLACE in self.rendered

    def with_code(self, text: str) -> str:
        """Put the code of this contact where its place is."""
        return text.replace(CODE_PLACE, self.code) if CODE_PLACE in text else text

    def findings(self) -> Iterator[Finding]:
        """Find what only this case brings in: lengths, and a creditor whose name must not be seen."""
        limit = LIMITS[self.text.channel]
        if len(self.rendered) > limit:
            yield _too_long("text-length", f"a text of {len(self.rendered)} characters", limit)
        if len(self.scene.name) > LONGEST_NAME:
            yield _too_long("name-length", f"a name of {len(self.scene.name)} characters", LONGEST_NAME)
        if self.text.channel not in WITH_SUBJECT:
            yield from self.fixed.findings
        if self.fixed.creditor.name_is_sensitive and self._outside_names_creditor():
            yield sensitive_name()

    def _outside_names_creditor(self) -> bool:
        name = str(self.fixed.words["schuldeiser"])
        match self.text.channel:
            case ChannelKind.LETTER:
                return False
            case ChannelKind.EMAIL:
                subject, body = split_subject(self.rendered)
                return name in subject or name in body[:PREVIEW]
            case ChannelKind.SMS | ChannelKind.WHATSAPP:
                return name in PLACE.sub(r"\1", self.rendered)


def _too_long(rule: str, text: str, limit: int) -> Finding:
    return Finding(rule, Level.FAIL, 1, 1, text, f"shorten it to at most {limit} characters")
