"""
A mail to us, as SendGrid's Inbound Parse posts it: in parts that SendGrid read, or raw as it came.

Who sent it is only what the mail says of itself. So nothing follows from a mail that could harm somebody: it
can make us write less, or give a person something to read.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import default
from email.utils import getaddresses, parseaddr
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

from channels.naming import words_that_may_name
from engine.domain.incoming import Incoming, WrittenBy
from engine.domain.raw_call import RawCall
from preferences.channel import ChannelKind

NAMING = ("subject", "in-reply-to", "references", "to")
#: values of Precedence that only machines write
BY_MACHINE = frozenset({"auto_reply", "auto-reply", "bulk", "junk"})
MAIL_SERVERS = ("mailer-daemon@", "postmaster@")
#: as much text as anybody reads; the whole mail is kept
LONGEST = 100_000
#: what SendGrid writes in the field dkim: {@post.example : pass}
DKIM = re.compile(r"@([\w.-]+)\s*:\s*(\w+)")
SPF_FAILS = frozenset({"fail", "softfail"})
#: a failure for good (RFC 3463); a full mailbox (5.2.2) may be emptied
FINAL = re.compile(r"\b5\.(?!2\.2\b)[1-7]\.\d{1,3}\b")
#: after these a line ends
BLOCKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"})
UNSEEN = frozenset({"style", "script", "head", "title"})

Fields = Mapping[str, EmailMessage]


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says: its headers, its words, and how many files came along."""

    headers: EmailMessage
    text: str
    attachments: int


def read_mail(call: RawCall) -> tuple[Incoming, ...]:
    """Read a mail; raises ValueError when the call holds none, or one that cannot be read."""
    try:
        return (_message(call),)
    except ValueError:
        raise
    except Exception as fault:  # noqa: BLE001 - the parser of mails knows ways to fail that nobody listed
        raise ValueError(f"the mail cannot be parsed ({type(fault).__name__})") from None


def _message(call: RawCall) -> Incoming:
    fields = _fields(call)
    mail = _raw_mail(fields["email"]) if "email" in fields else _parsed_mail(fields)
    sender = _mailbox(str(mail.headers.get("from", "")) or _value(fields, "from"))
    if not sender:
        raise ValueError("it is no mail: it says nobody that it is from")
    written_by = _written_by(mail.headers, sender)
    subject = str(mail.headers.get("subject", "")) or _value(fields, "subject")
    return Incoming(
        key=_key(mail, sender),
        channel=ChannelKind.EMAIL,
        came_from=_undelivered(mail) or sender if written_by is WrittenBy.MAIL_SERVER else sender,
        text=mail.text[:LONGEST] or subject,
        received_at=call.received_at,
        attachments=mail.attachments,
        named=words_that_may_name(subject, *(str(mail.headers.get(name, "")) for name in NAMING), mail.text),
        written_by=written_by,
        is_forged=_is_forged(fields, sender),
        is_final=_is_final(mail),
    )


def _is_forged(fields: Fields, sender: str) -> bool:
    """
    Say whether SendGrid found that a mail does not come from the domain it names.

    Its fields `SPF` (a word of RFC 7208) and `dkim` (`{@domain : pass}`) tell. Many honest mails fail one of
    them (forwarded, no signature), so only a mail that fails SPF and that no signature of its own domain
    vouches for is taken as forged. Without a verdict nothing is said.
    """
    spf = _value(fields, "SPF").strip().lower()
    signed = DKIM.findall(_value(fields, "dkim").lower())
    domain = sender.rpartition("@")[2]
    vouched = any(result == "pass" and _is_of(domain, by) for by, result in signed)
    return spf in SPF_FAILS and not vouched


def _is_of(domain: str, signer: str) -> bool:
    return domain == signer or domain.endswith(f".{signer}") or signer.endswith(f".{domain}")


def _is_final(mail: Mail) -> bool:
    """Say whether a delivery report tells of a failure for good: a status 5.x.x (RFC 3463)."""
    return bool(FINAL.search(f"{mail.headers}\n{mail.text}"))


def _key(mail: Mail, sender: str) -> str:
    """Make a key of the mail's own number and its words: two mails may claim one number."""
    number = str(mail.headers.get("message-id", "")).strip()
    told = "\n".join((number, sender, str(mail.headers.get("date", "")), mail.text))
    return f"sendgrid:in:{sha256(told.encode(errors='replace')).hexdigest()}"


def _fields(call: RawCall) -> dict[str, EmailMessage]:
    """Part a form into its fields, whatever is in them."""
    if not call.content_type.lower().startswith("multipart/form-data"):
        raise ValueError("it is no form with parts")
    head = f"Content-Type: {call.content_type}\r\n\r\n".encode("latin-1", "replace")
    form = BytesParser(_class=EmailMessage, policy=default).parsebytes(head + call.body)
    parts = [one for one in form.walk() if one is not form and not one.is_multipart()]
    named = {_name(one): one for one in parts if _name(one)}
    if not named:
        raise ValueError("the form has no fields")
    return named


def _name(part: EmailMessage) -> str:
    return str(part.get_param("name", "", header="content-disposition") or "")


def _bytes(part: "MIMEPart[Any, Any]") -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _value(fields: Fields, name: str) -> str:
    """Give the words of a field, in the charset that SendGrid says it has."""
    if name not in fields:
        return ""
    return _decoded(_bytes(fields[name]), _charsets(fields).get(name, "utf-8"))


def _charsets(fields: Fields) -> dict[str, str]:
    try:
        told = json.loads(_bytes(fields["charsets"])) if "charsets" in fields else {}
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in told.items()} if isinstance(told, dict) else {}


def _decoded(raw: bytes, charset: str) -> str:
    """Read bytes; a charset that is not known or not true is replaced by one that takes every byte."""
    for one in (charset, "utf-8"):
        try:
            return raw.decode(one)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("cp1252", errors="replace")


def _parsed_mail(fields: Fields) -> Mail:
    """Take the parts that SendGrid read."""
    head = _bytes(fields["headers"]) if "headers" in fields else b""
    headers = BytesParser(_class=EmailMessage, policy=default).parsebytes(head, headersonly=True)
    text = _value(fields, "text").strip() or _words_of(_value(fields, "html"))
    told = _value(fields, "attachments").strip()
    count = int(told) if told.isdecimal() and len(told) <= 3 else 0  # noqa: PLR2004 - never a thousand files
    return Mail(headers, text, max(count, sum(one.get_filename() is not None for one in fields.values())))


def _raw_mail(field: EmailMessage) -> Mail:
    """Read a mail as it came; its files are counted and not opened."""
    mail = BytesParser(_class=EmailMessage, policy=default).parsebytes(_bytes(field).lstrip())
    body = mail.get_body(preferencelist=("plain", "html"))
    text = "" if body is None else _decoded(_bytes(body), body.get_content_charset("utf-8"))
    if body is not None and body.get_content_subtype() == "html":
        text = _words_of(text)
    return Mail(mail, text.strip(), sum(1 for one in mail.walk() if one.get_filename() is not None))


def _written_by(headers: EmailMessage, sender: str) -> WrittenBy:
    """Say who wrote a mail by its own marks (RFC 3834, RFC 3464)."""
    report = headers.get_content_type() == "multipart/report"
    if report or sender.startswith(MAIL_SERVERS) or headers.get("x-failed-recipients"):
        return WrittenBy.MAIL_SERVER
    automatic = str(headers.get("auto-submitted", "no")).partition(";")[0].strip().lower() != "no"
    marked = str(headers.get("precedence", "")).strip().lower() in BY_MACHINE
    loose = headers.get("x-autoreply") or headers.get("x-autorespond")
    return WrittenBy.MACHINE if automatic or marked or loose else WrittenBy.PERSON


def _undelivered(mail: Mail) -> str:
    """Give the mailbox that a mail server could not reach, where it says so."""
    named = _mailbox(str(mail.headers.get("x-failed-recipients", "")))
    if named:
        return named
    for line in f"{mail.headers}\n{mail.text}".splitlines():
        kind, _, value = line.partition(":")
        if kind.strip().lower() in {"final-recipient", "original-recipient"}:
            return _mailbox(value.rpartition(";")[2])
    return ""


def _mailbox(written: str) -> str:
    """Give the one mailbox in a header, in small letters; empty when there are none or several."""
    found = [value for _, value in getaddresses([written]) if "@" in value] or [parseaddr(written)[1]]
    return found[0].strip().lower() if len(found) == 1 and "@" in found[0] else ""


class _Words(HTMLParser):
    """Takes the words out of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or what nobody sees."""
        self._unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what nobody sees."""
        self._unseen -= tag in UNSEEN and self._unseen > 0
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._unseen:
            self.words.append(data)


def _words_of(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    lines = (" ".join(line.split()) for line in "".join(reader.words).splitlines())
    return "\n".join(line for line in lines if line)
