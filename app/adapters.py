"""Make the channels that the settings name; app.wiring calls this and nobody else does."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.settings import EmailBy, LettersBy, Settings, SmsBy
from channels.outbox import Outbox
from channels.post.press import Press
from channels.post.print_house import PrintHouse
from channels.post.spool import Spool
from engine.ports import Channel
from preferences.channel import ChannelKind

Clock = Callable[[], datetime]


def make_channels(
    settings: Settings, clock: Clock, press: Press, envelopes: frozenset[str]
) -> Mapping[ChannelKind, Channel]:
    """Make one adapter for each channel; raises ConfigurationError when a setting is missing."""
    channels = _over_a_wire(settings, clock)
    if settings.letters is LettersBy.PRINT_HOUSE:
        channels[ChannelKind.LETTER] = _print_house(settings, press, envelopes)
    return {kind: channels.get(kind) or _outbox(kind, settings, clock, press) for kind in ChannelKind}


def _over_a_wire(settings: Settings, clock: Clock) -> dict[ChannelKind, Channel]:
    files_only = settings.sms is settings.whatsapp is SmsBy.OUTBOX and settings.email is EmailBy.OUTBOX
    if files_only:
        return {}
    from app.providers import make_provider_channels  # noqa: PLC0415 - the vendors' clients take long to load

    return make_provider_channels(settings, clock)


def _outbox(kind: ChannelKind, settings: Settings, clock: Clock, press: Press) -> Channel:
    return Outbox(kind, settings.outbox, clock, press=press)


def _print_house(settings: Settings, press: Press, envelopes: frozenset[str]) -> Channel:
    folder = settings.folder / "print-house"
    spool, target = Spool(folder / "spool"), folder / "to-print"
    return PrintHouse(name="standard", press=press, spool=spool, target=target, envelopes=envelopes)
