"""Where the mail server is, and a line to it."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from channels.smtp.security import Security
from channels.wire import Timeouts
from engine.domain.errors import ConfigurationError

#: a mail server may look at a mail for a while before it says yes
PATIENT = Timeouts(read=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where the mail server is and how to speak to it."""

    host: str
    port: int = 587
    security: Security = Security.STARTTLS
    username: str = ""
    password: str = field(default="", repr=False)
    #: how we introduce ourselves
    own_name: str = "localhost"
    timeouts: Timeouts = PATIENT
    #: a file with the certificates to trust; empty: the system's list
    trusted_file: str = ""

    def __post_init__(self) -> None:
        if self.password and self.security is Security.NONE:
            raise ConfigurationError("smtp: a password needs security: starttls or tls")
        if not (self.username + self.password + self.own_name).isascii():
            raise ConfigurationError(
                "smtp: username, password and own name can only have plain letters (ASCII)"
            )

    @contextmanager
    def line(self) -> Iterator[smtplib.SMTP]:
        """Open a line, ready for a mail; raises OSError (as every error of smtplib is)."""
        line = self._dial()
        try:
            self._enter(line)
            yield line
        finally:
            # the mail is decided by now: a goodbye that fails changes nothing
            with suppress(OSError):
                self._wait(line, self.timeouts.connect)
                line.quit()
            line.close()

    def _dial(self) -> smtplib.SMTP:
        wait, name = self.timeouts.connect, self.own_name
        if self.security is Security.TLS:
            return smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=name, timeout=wait, context=self._trust()
            )
        return smtplib.SMTP(self.host, self.port, local_hostname=name, timeout=wait)

    def _enter(self, line: smtplib.SMTP) -> None:
        self._wait(line, self.timeouts.read)
        if self.security is Security.STARTTLS:
            line.starttls(context=self._trust())
        line.ehlo_or_helo_if_needed()
        if self.username:
            line.login(self.username, self.password)

    def _wait(self, line: smtplib.SMTP, seconds: float) -> None:
        if line.sock:
            line.sock.settimeout(seconds)

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.trusted_file or None)
