"""What partners read: short mails in plain Dutch, with nobody's name in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from engine.domain.errors import ConfigurationError, TextRefused
from engine.domain.message import Text
from engine.domain.partner_message import PartnerMessageKind
from engine.rendering.compiled import TemplateEnvironment
from engine.rendering.dutch import SCREEN
from engine.rendering.template import split_subject
from preferences.channel import ChannelKind

FOLDER = "_partners"
#: characters of the hash that a version shows
LENGTH = 12


@dataclass(frozen=True, slots=True)
class PartnerTexts:
    """The mails to partners, one file a kind, below the folder of the templates."""

    templates: Path

    def write(self, kind: PartnerMessageKind, words: Mapping[str, object]) -> Text:
        """Write one mail; raises ConfigurationError for a wrong file, TextRefused for a missing word."""
        file = self.templates / FOLDER / f"{kind}.txt"
        try:
            source = file.read_text(encoding="utf-8")
            rendered = TemplateEnvironment(SCREEN).from_string(source).render(**words)
        except OSError as error:
            raise ConfigurationError(f"{file}: this text for partners is not there") from error
        except TemplateSyntaxError as error:
            raise ConfigurationError(f"{file}:{error.lineno}: {error.message}") from error
        except UndefinedError as error:
            raise TextRefused(f"{FOLDER}/{kind}.txt: {error}") from error
        subject, body = split_subject(rendered)
        return Text(
            channel=ChannelKind.EMAIL,
            body=body,
            subject=subject,
            template=f"{FOLDER}/{kind}",
            template_version=sha256(source.encode()).hexdigest()[:LENGTH],
        )
