"""The outbox: readable files instead of messages, for a demo, a trial, and to look over our own shoulder."""

import os
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from channels.eml import write_eml
from channels.post.press import Press, press_letter
from engine.domain.errors import ProviderBusy
from engine.domain.message import Message, Receipt
from preferences.channel import ChannelKind

#: everybody may read what everybody may read who made it: the mask of the process takes away from this
READABLE = 0o666


class Outbox:
    """
    Writes each message of one channel as a file `YYYYMMDD-HHMM-REFERENCE.ext` in that channel's folder.

    A reference is written once; sending it again gives the same receipt and changes nothing.
    """

    def __init__(
        self, kind: ChannelKind, root: Path, clock: Callable[[], datetime], *, press: Press | None = None
    ) -> None:
        self.kind = kind
        self.folder = root / kind
        self.clock = clock
        #: makes the PDF of a letter; without one a letter is written as text
        self.press = press

    def send(self, message: Message) -> Receipt:
        """Write one message as a file."""
        try:
            name = self._names.get(message.reference) or self._write(message)
        except OSError as error:
            because = f"the outbox cannot be written ({error.strerror}): {self.folder}"
            raise ProviderBusy(because, channel=self.kind) from error
        return Receipt(reference=message.reference, provider_ref=name, raw_status="written")

    @cached_property
    def _names(self) -> dict[str, str]:
        """Know the file of each reference, also of those that were written before we started."""
        self.folder.mkdir(parents=True, exist_ok=True)
        names = (path.name for path in self.folder.iterdir())
        return {name.split("-", 2)[-1].partition(".")[0]: name for name in names}

    def _write(self, message: Message) -> str:
        now = self.clock()
        extension, content = self._content(message, now)
        name = f"{_minute(now)}-{message.reference}.{extension}"
        _write_once(f"{self.folder}/{name}", content)
        self._names[message.reference] = name
        return name

    def _content(self, message: Message, now: datetime) -> tuple[str, bytes]:
        match self.kind:
            case ChannelKind.EMAIL:
                return "eml", write_eml(message, now, readable=True)
            case ChannelKind.LETTER if self.press:
                return "pdf", press_letter(self.press, message)
            case ChannelKind.LETTER:
                return "letter.txt", letter_text(message)
            case ChannelKind.SMS | ChannelKind.WHATSAPP:
                return "txt", chat_text(message)


def _minute(now: datetime) -> str:
    """Write a moment as YYYYMMDD-HHMM, a tenth as slow as the datetime itself does."""
    return f"{now.year:04}{now.month:02}{now.day:02}-{now.hour:02}{now.minute:02}"


def chat_text(message: Message) -> bytes:
    """Write an SMS or WhatsApp message with who it is for above it."""
    until = f"{message.valid_until:%Y-%m-%d %H:%M %Z}" if message.valid_until else "-"
    template = f"Template: {message.provider_template}\n" if message.provider_template else ""
    return (
        f"To: {message.to.value}\nFrom: {message.sender}\nReference: {message.reference}\n"
        f"Valid until: {until}\n{template}\n{message.text.body}\n"
    ).encode()


def letter_text(message: Message) -> bytes:
    """Write a letter in words: the address, the subject and the body."""
    to, text = message.to, message.text
    address = to.address_lines or (to.value,)
    address = address[1:] if address[0] == to.name else address
    head = (
        str((text.letter or {}).get("addressee", "")) or to.name,
        *address,
        "",
        f"Reference: {message.reference}",
        f"Subject: {text.subject}",
        "",
    )
    return "\n".join((*head, text.body, "")).encode()


def _write_once(name: str, content: bytes) -> None:
    """Write a file whole or not at all; one that is there already stays as it is."""
    try:
        # the four calls that it takes: a file object makes twice as many
        file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, READABLE)
    except FileExistsError:
        return
    try:
        left = content
        while left := left[os.write(file, left) :]:
            pass
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    finally:
        os.close(file)
