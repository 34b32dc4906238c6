"""Which provider can be asked what it took, and what each channel does about a message in doubt."""

from collections.abc import Mapping
from datetime import timedelta

from app.settings import EmailBy, LettersBy, Settings, SmsBy
from engine.domain.in_doubt import DoubtPolicy, InDoubt
from engine.evidence_ports import InboundList, ProviderList
from preferences.channel import ChannelKind

#: the outbox and the print house know our reference: the same one again changes nothing
ONE_MESSAGE = DoubtPolicy(way=InDoubt.SAME_REFERENCE, longest_delay=timedelta(0))
NOBODY_TO_ASK = DoubtPolicy(way=InDoubt.PERSON, longest_delay=timedelta(hours=24))


def doubt_policies(settings: Settings) -> Mapping[ChannelKind, DoubtPolicy]:
    """Say for each channel how it settles doubts: as the settings say, else as fits its provider."""
    twilio = _asking(settings.twilio.longest_delay_minutes)
    email = {EmailBy.SENDGRID: _asking(settings.sendgrid.longest_delay_minutes), EmailBy.SMTP: NOBODY_TO_ASK}
    fitting = {
        ChannelKind.SMS: (settings.sms_in_doubt, twilio if settings.sms is SmsBy.TWILIO else ONE_MESSAGE),
        ChannelKind.WHATSAPP: (
            settings.whatsapp_in_doubt,
            twilio if settings.whatsapp is SmsBy.TWILIO else ONE_MESSAGE,
        ),
        ChannelKind.EMAIL: (settings.email_in_doubt, email.get(settings.email, ONE_MESSAGE)),
        ChannelKind.LETTER: (settings.letters_in_doubt, ONE_MESSAGE),
    }
    return {
        kind: DoubtPolicy(way=chosen or policy.way, longest_delay=policy.longest_delay)
        for kind, (chosen, policy) in fitting.items()
    }


def provider_lists(settings: Settings) -> Mapping[ChannelKind, ProviderList]:
    """Make what asks the providers that can be asked."""
    by_twilio = {ChannelKind.SMS: settings.sms, ChannelKind.WHATSAPP: settings.whatsapp}
    if SmsBy.TWILIO not in by_twilio.values() and settings.email is not EmailBy.SENDGRID:
        return {}
    from app import providers  # noqa: PLC0415 - the vendors' clients take long to load

    lists: dict[ChannelKind, ProviderList] = {}
    if SmsBy.TWILIO in by_twilio.values():
        history = providers.make_twilio_history(settings)
        lists |= {kind: history for kind, by in by_twilio.items() if by is SmsBy.TWILIO}
    if settings.email is EmailBy.SENDGRID:
        lists[ChannelKind.EMAIL] = providers.make_sendgrid_activity(settings)
    return lists


def inbound_lists(settings: Settings) -> Mapping[str, InboundList]:
    """Make what asks the providers that can be asked what they heard from others."""
    if SmsBy.TWILIO not in {settings.sms, settings.whatsapp}:
        return {}
    from app.providers import make_twilio_history  # noqa: PLC0415 - the vendors' clients take long to load

    return {"inbound": make_twilio_history(settings)}


def without_list(settings: Settings) -> Mapping[ChannelKind, str]:
    """Name the channels whose messages stand in no list, each with the reason."""
    silent = {}
    if settings.email is EmailBy.SMTP:
        silent[ChannelKind.EMAIL] = "a mail server has no list of what it took"
    if settings.letters is LettersBy.PRINT_HOUSE:
        silent[ChannelKind.LETTER] = "look at the print house which batches it has"
    return silent


def _asking(minutes: int) -> DoubtPolicy:
    return DoubtPolicy(way=InDoubt.ASK, longest_delay=timedelta(minutes=minutes))
