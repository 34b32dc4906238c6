"""E-mail through a mail server of one's own."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from channels.eml import mailbox, message_id, write_eml
from channels.smtp.errors import before_data, by_recipient, by_reply
from channels.smtp.server import MailServer
from engine.domain.errors import AnswerLost, ProviderBusy
from engine.domain.leaving import may_leave
from engine.domain.message import Message, Receipt
from preferences.channel import ChannelKind

#: replies from here on are a no
REFUSED = 400
#: a yes
TAKEN = range(200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpEmail:
    """The e-mail channel; one line a mail, and never a second try."""

    server: MailServer
    clock: Callable[[], datetime]
    kind: ChannelKind = field(default=ChannelKind.EMAIL, init=False)

    def send(self, message: Message) -> Receipt:
        """
        Hand one mail to the server.

        Until the mail itself is offered nothing was sent; a line that breaks after that leaves us in doubt.
        """
        mail = write_eml(message, self.clock())
        sender, to = mailbox(message.sender), mailbox(message.to.value)
        try:
            with self.server.line() as line:
                _address(line, sender, to)
                if not may_leave():
                    raise ProviderBusy("it stood still for too long; nothing was sent", channel=self.kind)
                reply = _hand_over(line, mail)
        except OSError as error:
            # an answer of the server may quote the address: it must not come into a log as the cause
            raise before_data(error) from None
        provider_ref = message_id(message.reference, sender)
        return Receipt(reference=message.reference, provider_ref=provider_ref, raw_status=str(reply))


def _address(line: smtplib.SMTP, sender: str, to: str) -> None:
    code, reply = line.mail(sender)
    if code not in TAKEN:
        raise by_reply(code, reply)
    code, reply = line.rcpt(to)
    if code not in TAKEN:
        raise by_recipient(code, reply)


def _hand_over(line: smtplib.SMTP, mail: bytes) -> int:
    """Offer the mail and give the server's yes; raises a SendError for anything else."""
    try:
        code, reply = line.data(mail)
    except smtplib.SMTPDataError as error:
        raise by_reply(error.smtp_code, error.smtp_error) from None
    except OSError as error:
        because = f"the line broke after the mail ({type(error).__name__}); perhaps the server took it"
        raise AnswerLost(because, channel=ChannelKind.EMAIL) from error
    if code >= REFUSED:
        raise by_reply(code, reply)
    if code not in TAKEN:
        raise AnswerLost("the mail server gave no clear answer to the mail", channel=ChannelKind.EMAIL)
    return code
