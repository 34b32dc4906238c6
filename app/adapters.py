"""Make the channels that the settings name; app.wiring calls this and nobody else does."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.settings import EmailBy, LettersBy, Settings, SmsBy
from channels.outbox import Outbox
from channels.post.press import Press
from channels.post.print_house import PrintHouse
from channels.post.spool import Spool
from channels.sendgrid.email import SendGridEmail
from channels.smtp.email import SmtpEmail
from channels.smtp.notice import NoticeMail
from channels.smtp.server import MailServer
from channels.time_stamps import TimeStampAuthority
from channels.twilio.client import API, connect
from channels.twilio.history import TwilioHistory
from channels.twilio.outgoing import Outgoing
from channels.twilio.sms import TwilioSms
from channels.twilio.whatsapp import TwilioWhatsApp
from channels.wire import open_http
from engine.domain.errors import ConfigurationError
from engine.ports import Channel
from preferences.channel import ChannelKind

Clock = Callable[[], datetime]


def make_channels(
    settings: Settings, clock: Clock, press: Press, envelopes: frozenset[str]
) -> Mapping[ChannelKind, Channel]:
    """Make one adapter for each channel; raises ConfigurationError when a setting is missing."""
    makers = {
        ChannelKind.SMS: _twilio_sms if settings.sms is SmsBy.TWILIO else None,
        ChannelKind.WHATSAPP: _twilio_whatsapp if settings.whatsapp is SmsBy.TWILIO else None,
        ChannelKind.EMAIL: {EmailBy.SENDGRID: _sendgrid, EmailBy.SMTP: _smtp}.get(settings.email),
    }
    channels = {kind: make(settings, clock) for kind, make in makers.items() if make}
    if settings.letters is LettersBy.PRINT_HOUSE:
        channels[ChannelKind.LETTER] = _print_house(settings, press, envelopes)
    return {kind: channels.get(kind) or _outbox(kind, settings, clock, press) for kind in ChannelKind}


def _outbox(kind: ChannelKind, settings: Settings, clock: Clock, press: Press) -> Channel:
    return Outbox(kind, settings.folder / "outbox", clock, press=press)


def make_twilio_history(settings: Settings) -> TwilioHistory:
    """Make what asks Twilio what it took; raises ConfigurationError when a setting is missing."""
    client = connect(*_account(settings), open_http(), base=settings.twilio.base_url or API)
    return TwilioHistory(client=client)


def _outgoing(settings: Settings, clock: Clock) -> Outgoing:
    client = connect(*_account(settings), open_http(), base=settings.twilio.base_url or API)
    public_base = _given(settings.public_url, "MINNELIJK_PUBLIC_URL")
    return Outgoing(client=client, public_base=public_base, clock=clock)


def _account(settings: Settings) -> tuple[str, str]:
    account = settings.twilio
    sid = _given(account.account_sid, "MINNELIJK_TWILIO_ACCOUNT_SID")
    return sid, _given(account.auth_token.get_secret_value(), "MINNELIJK_TWILIO_AUTH_TOKEN")


def _twilio_sms(settings: Settings, clock: Clock) -> Channel:
    return TwilioSms(outgoing=_outgoing(settings, clock))


def _twilio_whatsapp(settings: Settings, clock: Clock) -> Channel:
    return TwilioWhatsApp(outgoing=_outgoing(settings, clock))


def _sendgrid(settings: Settings, _: Clock) -> Channel:
    key = _given(settings.sendgrid.api_key.get_secret_value(), "MINNELIJK_SENDGRID_API_KEY")
    return SendGridEmail(http=open_http(), key=key, base=settings.sendgrid.base_url)


def _smtp(settings: Settings, clock: Clock) -> Channel:
    return SmtpEmail(server=_mail_server(settings), clock=clock)


def make_authority(settings: Settings) -> TimeStampAuthority | None:
    """Make what asks for time stamps; None when no authority is named."""
    if not settings.time_stamp_url:
        return None
    return TimeStampAuthority(url=settings.time_stamp_url, http=open_http())


def make_notice_mail(settings: Settings) -> NoticeMail | None:
    """Make what mails checkpoints; None when nobody wants them."""
    if not settings.checkpoint_mail_to:
        return None
    sender = _given(settings.checkpoint_mail_from, "MINNELIJK_CHECKPOINT_MAIL_FROM")
    return NoticeMail(server=_mail_server(settings), sender=sender, to=settings.checkpoint_mail_to)


def _mail_server(settings: Settings) -> MailServer:
    smtp = settings.smtp
    return MailServer(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        username=smtp.username,
        password=smtp.password.get_secret_value(),
    )


def _print_house(settings: Settings, press: Press, envelopes: frozenset[str]) -> Channel:
    folder = settings.folder / "print-house"
    spool, target = Spool(folder / "spool"), folder / "to-print"
    return PrintHouse(name="standard", press=press, spool=spool, target=target, envelopes=envelopes)


def _given(value: str, setting: str) -> str:
    if not value:
        raise ConfigurationError(f"{setting} is not set; see README, 'Go live'")
    return value
