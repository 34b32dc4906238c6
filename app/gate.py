"""The gate before the providers: only what a person approved passes; into the outbox everything may go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.settings import EmailBy, LettersBy, Settings, SmsBy
from engine.domain.errors import TextRefused
from engine.domain.message import Text
from engine.domain.partner_message import PartnerMessageKind
from engine.ports import TextOrder, Writer
from engine.rendering.partner_texts import PartnerTexts, name_of, version_of
from preferences.channel import ChannelKind

Versions = frozenset[tuple[str, str]]


class NotApproved(TextRefused):
    """No person approved this version; once one did, it may go out."""


def real_channels(settings: Settings) -> frozenset[ChannelKind]:
    """List the channels that carry messages out of this house; the outbox only writes files."""
    real = {
        ChannelKind.SMS: settings.sms is not SmsBy.OUTBOX,
        ChannelKind.WHATSAPP: settings.whatsapp is not SmsBy.OUTBOX,
        ChannelKind.EMAIL: settings.email is not EmailBy.OUTBOX,
        ChannelKind.LETTER: settings.letters is not LettersBy.OUTBOX,
    }
    return frozenset(kind for kind, is_real in real.items() if is_real)


@dataclass(slots=True)
class Gate:
    """Writes as its writer does, and refuses what no person approved; an answer to engine.ports.Writer."""

    writer: Writer
    real: frozenset[ChannelKind]
    #: reads what was approved; asked again whenever something is not, for a person may just have done so
    read_approved: Callable[[], Versions]
    _approved: Versions = field(default_factory=frozenset)

    def channels_of(self, template: str) -> frozenset[ChannelKind]:
        """List the channels for which a template has a text; raises UnknownReference."""
        return self.writer.channels_of(template)

    def version_of(self, template: str) -> str:
        """Give the hash of a template's files; raises UnknownReference."""
        return self.writer.version_of(template)

    def write(self, order: TextOrder) -> Text:
        """Render and check one text; raises TextRefused with the findings, or because nobody approved it."""
        if order.channel in self.real and not self._is_approved(order.template):
            raise _refusal(order.template, self.writer.version_of(order.template))
        return self.writer.write(order)

    def _is_approved(self, template: str) -> bool:
        wanted = (template, self.writer.version_of(template))
        if wanted not in self._approved:
            self._approved = self.read_approved()
        return wanted in self._approved


@dataclass(slots=True)
class PartnerGate:
    """Writes mails to partners, and refuses what no person approved when a provider would get it."""

    texts: PartnerTexts
    is_real: bool
    #: reads what was approved, for each mail anew: there are few
    read_approved: Callable[[], Versions]

    def write(self, kind: PartnerMessageKind, words: Mapping[str, object]) -> Text:
        """Write one mail; raises NotApproved, and what PartnerTexts raises."""
        if self.is_real:
            wanted = name_of(kind), version_of(self.texts.source_of(kind))
            if wanted not in self.read_approved():
                raise _refusal(*wanted)
        return self.texts.write(kind, words)


def _refusal(template: str, version: str) -> NotApproved:
    because = f"template {template}, version {version}, was not approved by a person"
    fix = f"read it and run `minnelijk template approve {template} --as NAME`"
    return NotApproved(f"{because}; {fix}", findings=(because, fix))
