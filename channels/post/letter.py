"""One letter as the print house gets it: its PDF and its row in the manifest."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from channels.post.address import check_window, country_code, country_of, envelope_lines
from channels.post.pages import count_pages
from channels.post.press import Press, press_letter
from engine.domain.errors import MessageRefused
from engine.domain.message import Message
from preferences.channel import ChannelKind

#: two sheets with an envelope stay within the first step of postage (20 g)
MOST_PAGES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A row of the manifest."""

    #: our reference; the same id twice is the same letter
    letter_id: str
    sha256: str
    pages: int
    duplex: bool
    #: the envelope's lines, from the name to the country
    address: tuple[str, ...]
    country: str
    #: the KIX code under the address; empty when it has none
    kix: str
    envelope: str
    #: what is printed for returns
    return_code: str

    @property
    def file(self) -> str:
        """Name the PDF in the batch."""
        return f"{self.letter_id}.pdf"

    @property
    def sheets(self) -> int:
        """Count the sheets of paper."""
        return (self.pages + 1) // 2 if self.duplex else self.pages

    def as_json(self) -> dict[str, object]:
        """Give it as plain values."""
        return asdict(self)


def prepare(message: Message, press: Press, *, duplex: bool) -> tuple[Letter, bytes]:
    """
    Make a letter with its PDF; raises AddressRejected or MessageRefused.

    `country`, `kix_code`, `return_code` and `addressee` come from the text's plain values when they stand
    there.
    """
    told: Mapping[str, object] = message.text.letter or {}
    lines = envelope_lines(message.to, str(told.get("addressee", "")))
    check_window(lines)
    country = country_of(lines, known=str(told.get("country", "")) or country_code(message.to))
    pdf = press_letter(press, message)
    letter = Letter(
        letter_id=message.reference,
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=_pages(pdf),
        duplex=duplex,
        address=lines,
        country=country,
        kix=str(told.get("kix_code", "")),
        envelope=message.envelope,
        return_code=str(told.get("return_code", "")) or message.reference,
    )
    return letter, pdf


def _pages(pdf: bytes) -> int:
    try:
        pages = count_pages(pdf)
    except ValueError as error:
        raise MessageRefused(f"the press gave no letter: {error}", channel=ChannelKind.LETTER) from error
    if pages > MOST_PAGES:
        because = f"the letter has {pages} pages; more than {MOST_PAGES} cost another step of postage"
        raise MessageRefused(because, channel=ChannelKind.LETTER)
    return pages
