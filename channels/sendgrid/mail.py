"""One message as SendGrid's mail/send wants it, built with the official classes."""

from functools import cache

from sendgrid.helpers.mail import (
    ClickTracking,
    Content,
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


def payload(message: Message) -> dict[str, object]:
    """Write a message as the body of mail/send: one recipient, the plain part first, nothing tracked."""
    mail = Mail(from_email=Email(message.sender, message.sender_name or None), subject=message.text.subject)
    mail.add_to(To(message.to.value, message.to.name or None))
    mail.add_content(Content("text/plain", message.text.body))
    if message.text.html:
        mail.add_content(Content("text/html", message.text.html))
    mail.add_custom_arg(CustomArg(REFERENCE, message.reference, p=0))
    mail.tracking_settings = _untracked()
    body: dict[str, object] = mail.get()
    return body


@cache
def _untracked() -> TrackingSettings:
    """Switch every tracking off: it is on by default, rewrites links and looks like phishing."""
    return TrackingSettings(
        click_tracking=ClickTracking(enable=False, enable_text=False),
        open_tracking=OpenTracking(enable=False),
        subscription_tracking=SubscriptionTracking(enable=False),
        ganalytics=Ganalytics(enable=False),
    )
