"""A mail of the house itself: a checkpoint for who keeps it elsewhere. Nobody's data is in it."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from channels.smtp.server import MailServer
from engine.domain.errors import StampFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeMail:
    """Mails plain text from one mailbox to another."""

    server: MailServer
    sender: str
    to: str

    def mail(self, subject: str, text: str, at: datetime) -> None:
        """Hand over one mail; raises StampFailed when the server does not take it."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.sender, self.to, subject
        letter["Date"] = format_datetime(at)
        letter.set_content(text, cte="base64")
        try:
            with self.server.line() as line:
                line.send_message(letter)
        except OSError as error:
            raise StampFailed(
                f"the mail server did not take the checkpoint ({type(error).__name__})"
            ) from error
