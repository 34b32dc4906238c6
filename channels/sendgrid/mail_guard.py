"""Whether a posted mail comes from our own account at SendGrid."""

import binascii
import hmac
from base64 import b64decode
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from channels.sendgrid.webhook import SendGridGuard
from engine.domain.raw_call import Knock

#: a shorter word can be guessed
SHORTEST = 24
HERE = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailGuard:
    """
    Lets in what knows our secret word, at the end of the address or as the password of a log-in.

    A word can be read on the way, so without https nobody comes in. With the key of a security policy the
    signature must hold as well.
    """

    public_base: str
    #: that of today, and that of before while it is being changed
    tokens: tuple[str, ...] = field(repr=False)
    #: the keys of a security policy; none: only the word counts
    signed: SendGridGuard | None = None

    @property
    def ready(self) -> bool:
        """Say whether there is anything to check a call with; without that nobody comes in."""
        address = urlsplit(self.public_base)
        safe = address.scheme == "https" or (address.scheme == "http" and address.hostname in HERE)
        return safe and any(self.tokens)

    def admits(self, knock: Knock) -> bool:
        """Say whether a call knows the word, and is signed where that is asked."""
        given = [knock.path.rpartition("/")[2].encode(), _password(knock.headers.get("authorization", ""))]
        known = [token.encode() for token in filter(None, self.tokens)]
        fits = [hmac.compare_digest(one, token) for one in given for token in known]
        return any(fits) and (self.signed is None or self.signed.admits(knock))


def _password(header: str) -> bytes:
    """Give the password of a log-in (RFC 7617); empty when there is none."""
    kind, _, written = header.partition(" ")
    if kind.lower() != "basic":
        return b""
    try:
        return b64decode(written.strip(), validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""
