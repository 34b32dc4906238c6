"""One message as SendGrid's mail/send wants it, built with the official classes."""

from functools import lru_cache

from sendgrid.helpers.mail import (
    ClickTracking,
    CustomArg,
    Email,
    Ganalytics,
    Mail,
    OpenTracking,
    SubscriptionTracking,
    To,
    TrackingSettings,
)

from channels.sendgrid.custom import REFERENCE
from engine.domain.message import Message

#: so many senders are remembered; a house writes for a few dozen creditors
SENDERS = 256


def payload(message: Message) -> dict[str, object]:
    """Write a message as the body of mail/send: one recipient, the plain part first, nothing tracked."""
    text = message.text
    parts = [{"type": "text/plain", "value": text.body}]
    if text.html:
        parts.append({"type": "text/html", "value": text.html})
    to = To(message.to.value, message.to.name or None).get()
    custom = CustomArg(REFERENCE, message.reference).get()
    return {
        **_frame(message.sender, message.sender_name),
        "subject": text.subject,
        "personalizations": [{"to": [to], "custom_args": custom}],
        "content": parts,
    }


@lru_cache(maxsize=SENDERS)
def _frame(sender: str, sender_name: str) -> dict[str, object]:
    """Make what all mails of one sender share: making it costs as much as posting."""
    mail = Mail(from_email=Email(sender, sender_name or None))
    mail.tracking_settings = _untracked()
    body: dict[str, object] = mail.get()
    return body


def _untracked() -> TrackingSettings:
    """Switch every tracking off: it is on by default, rewrites links and looks like phishing."""
    return TrackingSettings(
        click_tracking=ClickTracking(enable=False, enable_text=False),
        open_tracking=OpenTracking(enable=False),
        subscription_tracking=SubscriptionTracking(enable=False),
        ganalytics=Ganalytics(enable=False),
    )
