"""The gate before the providers: only what a person approved passes; into the outbox everything may go."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.settings import EmailBy, LettersBy, Settings, SmsBy
from engine.domain.errors import TextRefused
from engine.domain.message import Text
from engine.ports import TextOrder, Writer
from preferences.channel import ChannelKind

Versions = frozenset[tuple[str, str]]


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
            version = self.writer.version_of(order.template)
            because = f"template {order.template}, version {version}, was not approved by a person"
            fix = f"read it and run `minnelijk template approve {order.template} --as NAME`"
            raise TextRefused(f"{because}; {fix}", findings=(because, fix))
        return self.writer.write(order)

    def _is_approved(self, template: str) -> bool:
        wanted = (template, self.writer.version_of(template))
        if wanted not in self._approved:
            self._approved = self.read_approved()
        return wanted in self._approved
