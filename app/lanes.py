"""Which provider stands behind each channel, and how fast each of them may be asked."""

from app.settings import EmailBy, LettersBy, Settings, SmsBy
from engine.domain.lane import Lane
from preferences.channel import ChannelKind

#: these tell us afterwards what they took, so a doubt is settled without a person
WITH_EVIDENCE = {SmsBy.TWILIO.value, EmailBy.SENDGRID.value}
MANY, FEW, MOST = 25, 4, 250


def lanes_of(settings: Settings) -> tuple[Lane, ...]:
    """Give one lane for each channel; channels of one provider share its budget."""
    return tuple(_lane(settings, kind) for kind in ChannelKind)


def providers_of(settings: Settings) -> dict[ChannelKind, str]:
    """Name who takes the messages of each channel."""
    return {kind: _provider(settings, kind) for kind in ChannelKind}


def _lane(settings: Settings, kind: ChannelKind) -> Lane:
    rates = {
        SmsBy.TWILIO.value: settings.twilio.per_second,
        EmailBy.SENDGRID.value: settings.sendgrid.per_second,
        EmailBy.SMTP.value: settings.smtp.per_second,
    }
    provider = _provider(settings, kind)
    claim, most = (MANY, MOST) if provider in WITH_EVIDENCE else (FEW, FEW)
    return Lane(
        kind=kind,
        provider=provider,
        per_second=rates.get(provider),
        claim=claim,
        most=most,
        # where a rate is kept, the send queue keeps it
        is_at_hand=provider in WITH_EVIDENCE and rates.get(provider) is None,
    )


def _provider(settings: Settings, kind: ChannelKind) -> str:
    chosen: dict[ChannelKind, SmsBy | EmailBy | LettersBy] = {
        ChannelKind.SMS: settings.sms,
        ChannelKind.WHATSAPP: settings.whatsapp,
        ChannelKind.EMAIL: settings.email,
        ChannelKind.LETTER: settings.letters,
    }
    return chosen[kind].value
