"""Cut a reply into plain words: no capitals, no accents, dialect and abbreviations written out, typing errors mended."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

#: a word, a number with its signs, an emoji or a sign that closes something
PIECE = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\d+(?:[.,:/-]\d+)*"
    r"|[eE]-(?=[mM]ail)"
    r"|[^\W\d_]+(?:['’`´][^\W\d_]+)*"
    r"|['’`´][st](?=\W|$)"
    r"|[\u2600-\u27bf\U0001f300-\U0001faff]"
    r"|[€%?!.,;:\n()]"
)
BORDERS = {"!": ".", ".": ".", "\n": ".", ";": ".", ":": ",", ",": ",", "(": ",", ")": ",", "?": "?"}
RUN = re.compile(r"(.)\1{2,}")
FIRST_EMOJI = 0x25FF


@dataclass(frozen=True, slots=True)
class Word:
    """One plain word, and where the sender's own writing of it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """A reply as plain words."""

    raw: str
    words: tuple[Word, ...]
    line: str
    starts: tuple[int, ...]

    def said(self, start: int, end: int) -> str:
        """Give the sender's own words between two places of the line."""
        found = [word for word, at in zip(self.words, self.starts, strict=True) if start <= at < end]
        return " ".join(self.raw[found[0].start : found[-1].end].split()) if found else ""


def plain(text: str) -> str:
    """Write a text small and without accents."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("ı", "i").replace("ł", "l"))
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def cut(text: str, spell: Callable[[str], str], written_out: Mapping[str, str]) -> Words:
    """Cut a text into words, each spelled as the lexicon spells it."""
    words = tuple(_cut(text, spell, written_out))
    starts: list[int] = []
    at = 1
    for word in words:
        starts.append(at)
        at += len(word.text) + 1
    line = " " + "".join(f"{word.text} " for word in words)
    return Words(text, words, line, tuple(starts))


def _cut(text: str, spell: Callable[[str], str], written_out: Mapping[str, str]) -> Iterator[Word]:
    first = True
    for piece in PIECE.finditer(text):
        found = piece.group()
        if found in {"e-", "E-"}:  # e-mail is spelled mail
            continue
        for word in _plain_words(found, spell, written_out, first=first):
            yield Word(word, piece.start(), piece.end())
        first = BORDERS.get(found) in {".", "?"}


def _plain_words(
    found: str, spell: Callable[[str], str], written_out: Mapping[str, str], *, first: bool
) -> list[str]:
    if found in BORDERS:
        return [BORDERS[found]]
    if found[0].isdigit() or "@" in found:
        return [found.lower()]
    if ord(found[0]) > FIRST_EMOJI:
        return [written_out.get(found, "emoji")]
    bare = plain(found).replace("’", "'").replace("`", "'").replace("´", "'")
    short = RUN.sub(r"\1", bare.replace("'", ""))
    for form in (bare, bare.replace("'", ""), short):
        if form in written_out:
            return written_out[form].split()
    is_name = found[0].isupper() and not found.isupper() and len(found) > 1 and not first
    spelled = short if is_name or not short.isalpha() else spell(short)
    return (written_out.get(spelled) or spelled).split()
