"""Which provider can be asked what it took, and what each channel does about a message in doubt."""

from collections.abc import Mapping
from datetime import timedelta

from app.adapters import make_twilio_history
from app.settings import EmailBy, LettersBy, Settings, SmsBy
from channels.sendgrid.activity import SendGridActivity
from channels.wire import open_http
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
    lists: dict[ChannelKind, ProviderList] = {}
    by_twilio = {ChannelKind.SMS: settings.sms, ChannelKind.WHATSAPP: settings.whatsapp}
    if SmsBy.TWILIO in by_twilio.values():
        history = make_twilio_history(settings)
        lists |= {kind: history for kind, by in by_twilio.items() if by is SmsBy.TWILIO}
    if settings.email is EmailBy.SENDGRID:
        key, base = settings.sendgrid.api_key.get_secret_value(), settings.sendgrid.base_url
        lists[ChannelKind.EMAIL] = SendGridActivity(http=open_http(), key=key, base=base)
    return lists


def inbound_lists(settings: Settings) -> Mapping[str, InboundList]:
    """Make what asks the providers that can be asked what they heard from others."""
    if SmsBy.TWILIO in {settings.sms, settings.whatsapp}:
        return {"inbound": make_twilio_history(settings)}
    return {}


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
