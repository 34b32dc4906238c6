"""
Make the adapters of real providers; app.adapters asks for this only where a setting names one.

Loading it brings the vendors' clients, which take longer to load than all that is ours.
"""

from collections.abc import Callable
from datetime import datetime

from app.settings import EmailBy, Settings, SmsBy
from channels.sendgrid.activity import SendGridActivity
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


def make_provider_channels(settings: Settings, clock: Clock) -> dict[ChannelKind, Channel]:
    """Make the channels that go over a wire; raises ConfigurationError when a setting is missing."""
    makers = {
        ChannelKind.SMS: _twilio_sms if settings.sms is SmsBy.TWILIO else None,
        ChannelKind.WHATSAPP: _twilio_whatsapp if settings.whatsapp is SmsBy.TWILIO else None,
        ChannelKind.EMAIL: {EmailBy.SENDGRID: _sendgrid, EmailBy.SMTP: _smtp}.get(settings.email),
    }
    return {kind: make(settings, clock) for kind, make in makers.items() if make}


def make_sendgrid_activity(settings: Settings) -> SendGridActivity:
    """Make what asks SendGrid what it took."""
    key, base = settings.sendgrid.api_key.get_secret_value(), settings.sendgrid.base_url
    return SendGridActivity(http=open_http(), key=key, base=base)


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


def _given(value: str, setting: str) -> str:
    if not value:
        raise ConfigurationError(f"{setting} is not set; see README, 'Go live'")
    return value
