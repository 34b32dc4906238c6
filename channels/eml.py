"""
An e-mail as its bytes (RFC 5322, MIME), for SMTP and for the outbox.

Written by hand: email.message takes a millisecond a mail, this a few hundredths of that. The tests read every
mail back with email.message and compare. On its way to a server a mail is written in signs that every server
carries (quoted-printable); as a file it is written so that a person can read it too.
"""

import binascii
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache

from engine.domain.errors import AddressRejected, MessageRefused
from engine.domain.message import Message
from preferences.channel import ChannelKind

#: a header value that is longer, or not plain, is folded as encoded words
LONGEST_PLAIN = 69
#: bytes of UTF-8 in one encoded word, so that its line stays under 76 characters
WORD = 42
#: bytes in a line of a mail that is not quoted (RFC 5322, 2.1.1)
LONGEST_LINE = 998
#: how the line between two parts begins
BETWEEN = b"--=_"
#: what may stand in angle brackets without quotes
MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def write_eml(message: Message, at: datetime, *, readable: bool = False) -> bytes:
    """
    Write a message as one mail, the plain part first; raises AddressRejected or MessageRefused.

    A `readable` one holds its words as they are, for a file; not every mail server takes it like that.
    """
    sender, to = mailbox(message.sender), mailbox(message.to.value)
    if not sender:
        raise MessageRefused("the sender's mailbox cannot be used", channel=ChannelKind.EMAIL)
    if not to:
        raise AddressRejected("this is no mailbox that a mail can go to", channel=ChannelKind.EMAIL)
    head = (
        f"From: {_person(message.sender_name, sender)}\r\n"
        f"To: {_person(message.to.name, to)}\r\n"
        f"Subject: {_words(_one_line(message.text.subject))}\r\n"
        f"Date: {_date(at.replace(microsecond=0))}\r\n"
        f"Message-ID: {message_id(message.reference, sender)}\r\n"
        "MIME-Version: 1.0\r\n"
    )
    return head.encode("ascii") + _body(message, readable=readable)


def mailbox(value: str) -> str:
    """Write a mailbox in ASCII, its domain by IDNA; empty when that cannot be."""
    if not value.isascii():
        local, _, domain = value.rpartition("@")
        try:
            value = f"{local}@{domain.encode('idna').decode('ascii')}"
        except UnicodeError:
            return ""
    return value if MAILBOX.fullmatch(value) else ""


def message_id(reference: str, sender: str) -> str:
    """Give the Message-ID of a mail: our reference at the sender's domain."""
    return f"<{reference}@{sender.rpartition('@')[2]}>"


@lru_cache(maxsize=64)
def _date(at: datetime) -> str:
    """Write a moment as a header; many mails leave in one second."""
    return format_datetime(at)


def _body(message: Message, *, readable: bool) -> bytes:
    plain = _part(b"plain", message.text.body, readable=readable)
    if not message.text.html:
        return plain
    # "=_" stands in no part that is quoted ("=" is "=3D" there), and BETWEEN in no other
    boundary = b"=_" + message.reference.encode("ascii")
    return (
        b'Content-Type: multipart/alternative; boundary="%b"\r\n\r\n'
        b"--%b\r\n%b\r\n--%b\r\n%b\r\n--%b--\r\n"
        % (
            boundary,
            boundary,
            plain,
            boundary,
            _part(b"html", message.text.html, readable=readable),
            boundary,
        )
    )


def _part(subtype: bytes, text: str, *, readable: bool) -> bytes:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = (text.rstrip("\n") + "\n").encode("utf-8")
    as_it_is = readable and BETWEEN not in lines and _all_fit(lines)
    coding, coded = (b"8bit", lines) if as_it_is else (b"quoted-printable", binascii.b2a_qp(lines))
    return b'Content-Type: text/%b; charset="utf-8"\r\nContent-Transfer-Encoding: %b\r\n\r\n%b' % (
        subtype,
        coding,
        coded.replace(b"\n", b"\r\n"),
    )


def _all_fit(lines: bytes) -> bool:
    """Say whether no line is too long; each stride goes over as many lines as one may be long."""
    begin, end = 0, len(lines)
    while end - begin > LONGEST_LINE:
        begin = lines.rfind(b"\n", begin, begin + LONGEST_LINE + 1) + 1
        if not begin:
            return False
    return True


def _person(name: str, value: str) -> str:
    known = _one_line(name)
    if not known:
        return value
    quoted = known.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{value}>' if _plain(known) else f"{_words(known)} <{value}>"


def _one_line(text: str) -> str:
    """Put everything on one line without control characters: a line break would begin a header of its own."""
    if text.isprintable():
        return text
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _words(text: str) -> str:
    """Write a header value: as it is when it is short and plain, else in encoded words (RFC 2047)."""
    return text if _plain(text) else "\r\n ".join(_encoded(part) for part in _parts(text))


def _plain(text: str) -> bool:
    return len(text) <= LONGEST_PLAIN and text.isascii() and "=?" not in text


def _parts(text: str) -> Iterator[str]:
    start = size = 0
    for place, letter in enumerate(text):
        width = len(letter.encode("utf-8"))
        if size + width > WORD:
            yield text[start:place]
            start, size = place, 0
        size += width
    yield text[start:]


def _encoded(text: str) -> str:
    return f"=?utf-8?b?{binascii.b2a_base64(text.encode('utf-8'), newline=False).decode('ascii')}?="
