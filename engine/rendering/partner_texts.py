"""What partners read: short mails in plain Dutch, with nobody's name in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from engine.domain.errors import ConfigurationError, TextRefused
from engine.domain.message import Text
from engine.domain.partner_message import PartnerMessageKind
from engine.rendering.b1.finding import Finding, Level
from engine.rendering.b1.reader import Reader
from engine.rendering.compiled import TemplateEnvironment
from engine.rendering.dutch import SCREEN
from engine.rendering.partner_proof import FOLDER, judge_partner_text
from engine.rendering.template import split_subject
from preferences.channel import ChannelKind

#: what rendering itself tells with the right error
BROKEN = frozenset({"broken-text", "missing-word"})
#: characters of the hash that a version shows
LENGTH = 12


def name_of(kind: PartnerMessageKind) -> str:
    """Name the text of a kind as the commands and the ledger do: _partners/referral."""
    return f"{FOLDER}/{kind}"


def version_of(source: str) -> str:
    """Give the version of a text: its hash."""
    return sha256(source.encode()).hexdigest()[:LENGTH]


@dataclass(frozen=True, slots=True)
class PartnerTexts:
    """The mails to partners, one file a kind, below the folder of the templates; each in plain Dutch."""

    templates: Path
    reader: Reader
    #: what was found in a text, by its content; no word of a mail comes here
    _judged: dict[str, list[Finding]] = field(default_factory=dict)

    def write(self, kind: PartnerMessageKind, words: Mapping[str, object]) -> Text:
        """
        Write one mail.

        Raises ConfigurationError for a wrong file, TextRefused for a missing word and for a text that fails
        the reading check.
        """
        file = self.templates / FOLDER / f"{kind}.txt"
        try:
            source = self.source_of(kind)
            level = self._level(kind, source)
            rendered = TemplateEnvironment(SCREEN).from_string(source).render(**words)
        except TemplateSyntaxError as error:
            raise ConfigurationError(f"{file}:{error.lineno}: {error.message}") from error
        except UndefinedError as error:
            raise TextRefused(f"{FOLDER}/{kind}.txt: {error}") from error
        subject, body = split_subject(rendered)
        return Text(
            channel=ChannelKind.EMAIL,
            body=body,
            subject=subject,
            template=name_of(kind),
            template_version=version_of(source),
            reading=str(level),
        )

    def source_of(self, kind: PartnerMessageKind) -> str:
        """Read the text of a kind; raises ConfigurationError when it is not there."""
        file = self.templates / FOLDER / f"{kind}.txt"
        try:
            return file.read_text(encoding="utf-8")
        except OSError as error:
            raise ConfigurationError(f"{file}: this text for partners is not there") from error

    def _level(self, kind: PartnerMessageKind, source: str) -> Level:
        """Give the level of a text; raises TextRefused for one that fails."""
        found = self._judged.get(source)
        if found is None:
            found = self._judged[source] = judge_partner_text(self.reader, source)
        failed = [str(one) for one in found if one.level is Level.FAIL and one.rule not in BROKEN]
        if failed:
            raise TextRefused(f"{FOLDER}/{kind}.txt fails the reading check: {'; '.join(failed)}")
        return max((one.level for one in found), default=Level.PASS)
