"""What a mail server's replies mean for a contact; its sentences may quote an address, so we use ours."""

import re
import smtplib
import ssl

from engine.domain.errors import AddressRejected, MessageRefused, ProviderBusy, SendError
from preferences.channel import ChannelKind

EMAIL = ChannelKind.EMAIL
#: replies from here on are a no for good (RFC 5321, 4.2.1); from 400 a no for now
PERMANENT = 500
#: the enhanced status code at the start of a reply (RFC 3463)
ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", re.ASCII)
#: permanent codes of a recipient that speak of the mailbox: unknown, moved, switched off, not a name
MAILBOX_CODES = ("5.1.", "5.2.1")
#: the same without an enhanced code
MAILBOX_REPLIES = frozenset({550, 551, 553})


def by_reply(code: int, reply: bytes | str) -> SendError:
    """Name a refusal that is not about the recipient."""
    seen = f"{code} {_enhanced(reply)}".strip()
    if code >= PERMANENT:
        return MessageRefused(f"the mail server refused it: {seen}", channel=EMAIL, code=str(code))
    return ProviderBusy(f"the mail server cannot take it now: {seen}", channel=EMAIL, code=str(code))


def by_recipient(code: int, reply: bytes) -> SendError:
    """Name a refusal of the recipient: some are about the mailbox, others about us."""
    enhanced = _enhanced(reply)
    about_mailbox = enhanced.startswith(MAILBOX_CODES) if enhanced else code in MAILBOX_REPLIES
    if code >= PERMANENT and about_mailbox:
        because = f"the mail server knows no such mailbox: {code} {enhanced}".strip()
        return AddressRejected(because, channel=EMAIL, code=str(code))
    return by_reply(code, reply)


def before_data(error: OSError) -> SendError:
    """Name what went wrong before the mail was offered (every error of smtplib is an OSError)."""
    what = type(error).__name__
    match error:
        case smtplib.SMTPResponseException():
            return by_reply(error.smtp_code, error.smtp_error)
        case ssl.SSLError():
            because = f"the line to the mail server cannot be secured ({what}); look at its certificate"
            return MessageRefused(because, channel=EMAIL, code=what)
        case smtplib.SMTPException() if not isinstance(error, smtplib.SMTPServerDisconnected):
            because = "the mail server does not offer STARTTLS or the log-in that the settings ask for"
            return MessageRefused(because, channel=EMAIL, code=what)
        case _:
            because = f"the mail server could not be reached ({what}); nothing was sent"
            return ProviderBusy(because, channel=EMAIL, code=what)


def _enhanced(reply: bytes | str) -> str:
    text = reply.decode("ascii", "replace") if isinstance(reply, bytes) else reply
    found = ENHANCED.match(text)
    return found[1] if found else ""
