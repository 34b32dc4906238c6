"""
SMS: which signs a phone network carries, and into how many parts a text falls.

GSM-7 holds 160 signs in one part and 153 in each of several; UCS-2 holds 70 and 67. A text is first written
with the signs of GSM-7: accents that it lacks go, typographic signs become plain ones. When a name still
holds a sign without any such likeness (Chinese, an emoji), the text leaves as it was written, in UCS-2:
dearer, but a name is never mutilated and no sign ever silently becomes a question mark.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache

#: the basic table of GSM 03.38, without the sign that opens the extension table
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: signs of the extension table: two units each, which stay in one part
EXTENDED = "^{}\\[~]|€\f"
#: signs with a likeness that decomposing does not find
LIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u00b7", "-")
    | {"\u2026": "...", "\t": " ", "\u00d7": "x", "÷": "/", "°": " gr.", "©": "(c)", "®": "(r)", "™": "tm"}
    | dict(zip("łŁđĐðÐħĦŧŦ\u0131ŋŊĸ\u017f", "lLdDdDhHtTinNks", strict=True))
    | {"þ": "th", "Þ": "Th", "œ": "oe", "Œ": "OE", "ẞ": "SS"}
)
GSM_TEXT = re.compile(f"[{re.escape(BASIC + EXTENDED)}]*")
NOT_GSM = re.compile(f"[^{re.escape(BASIC + EXTENDED)}]")
DEAR = re.compile(f"[{re.escape(EXTENDED)}]")
#: the longest text that a provider takes, in characters
LONGEST = 1600
WHOLE_PLANE = 0xFFFF


class Encoding(StrEnum):
    """How a network carries the signs of a text."""

    GSM_7 = auto()
    UCS_2 = auto()

    @property
    def room(self) -> tuple[int, int]:
        """Give the units that fit in a single part, and in each of several."""
        return (160, 153) if self is Encoding.GSM_7 else (70, 67)


@dataclass(frozen=True, slots=True)
class Sms:
    """A text as it goes to a phone, with its parts counted."""

    text: str
    encoding: Encoding
    parts: int


def to_sms(text: str) -> Sms:
    """Write a text with the signs of GSM-7 if that can be, and count its parts."""
    if GSM_TEXT.fullmatch(text):
        return Sms(text, Encoding.GSM_7, count_parts(text, Encoding.GSM_7))
    written = NOT_GSM.sub(lambda match: _likeness(match.group()), unicodedata.normalize("NFC", text))
    if GSM_TEXT.fullmatch(written):
        return Sms(written, Encoding.GSM_7, count_parts(written, Encoding.GSM_7))
    return Sms(text, Encoding.UCS_2, count_parts(text, Encoding.UCS_2))


def count_parts(text: str, encoding: Encoding) -> int:
    """Count the parts of a text; a sign of two units never straddles two of them."""
    single, several = encoding.room
    sizes = _sizes(text, encoding)
    units = len(text) + sum(size - 1 for size in sizes) if sizes else len(text)
    if units <= single:
        return 1
    if not sizes:
        return -(-units // several)
    parts, used = 1, 0
    for size in sizes:
        if used + size > several:
            parts, used = parts + 1, 0
        used += size
    return parts


def _sizes(text: str, encoding: Encoding) -> list[int]:
    """Give the units of each sign; empty when every sign takes one."""
    if encoding is Encoding.GSM_7:
        return [2 if sign in EXTENDED else 1 for sign in text] if DEAR.search(text) else []
    sizes = [2 if ord(sign) > WHOLE_PLANE else 1 for sign in text]
    return sizes if max(sizes, default=1) > 1 else []


@lru_cache(maxsize=2048)
def _likeness(sign: str) -> str:
    """Write one sign with signs of GSM-7; the sign itself when it has no likeness."""
    if sign.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", sign.translate(LIKE)).translate(LIKE)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    if GSM_TEXT.fullmatch(bare) and (bare or unicodedata.combining(sign)):
        return bare
    return sign
