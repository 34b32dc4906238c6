"""A text made ready to be looked at: letters small, accents gone, in pieces of one sentence or one row."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.policy.content.amounts import Amount, amounts_in
from engine.policy.content.dates import Day, days_in

#: where a piece ends: a sentence sign before a new sentence; a point after an abbreviation ends nothing
SENTENCE_END = re.compile(
    r"(?<=[.?!])(?<!\bart\.)(?<!\btel\.)(?<!\bnr\.)(?<!\bincl\.)(?<!\bexcl\.)(?<!\bb\.v\.)(?<!\bn\.v\.)"
    r"(?<!\bu\.a\.)(?<!\b[a-z]\.)(?<!\bevt\.)(?<!\bdhr\.)(?<!\bmevr\.)\s+(?=\S)"
)
SIGNS = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-",
     "\u2011": "-", "\u00ad": None, "\t": " "}
)  # fmt: skip


#: what is left of an accent when it is parted from its letter
ACCENT = re.compile("[\u0300-\u036f]+")


def folded(text: str) -> str:
    """Write a text with small letters, without accents and with plain signs; the length may change."""
    if text.isascii():
        return text.replace("\t", " ").lower()
    return ACCENT.sub("", unicodedata.normalize("NFKD", text.translate(SIGNS))).lower()


@dataclass(frozen=True)
class Piece:
    """One sentence or one row, folded."""

    text: str
    #: stands it on a line of its own, such as a row of a table
    row: bool = False

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """List the amounts in it."""
        return tuple(amounts_in(self.text))

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """List the days in it."""
        return tuple(days_in(self.text))


class Writing:
    """A text to judge."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.folded = folded(text)
        self.pieces = tuple(_pieces(self.folded))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """List all amounts."""
        return tuple(amount for piece in self.pieces for amount in piece.amounts)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """List all days."""
        return tuple(day for piece in self.pieces for day in piece.days)

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Say whether a pattern is found anywhere."""
        return pattern.search(self.folded) is not None

    def has_pair(self, first: re.Pattern[str], then: re.Pattern[str], *, within: int = 1) -> bool:
        """Say whether one pattern is followed by another in the same piece or in the next ones."""
        for index, piece in enumerate(self.pieces):
            if first.search(piece.text):
                after = " ".join(one.text for one in self.pieces[index : index + within + 1])
                if then.search(after):
                    return True
        return False

    def stretch(self, index: int, more: int = 1) -> str:
        """Give a piece with the ones behind it as one text."""
        return " ".join(piece.text for piece in self.pieces[index : index + more + 1])


def _pieces(text: str) -> Iterator[Piece]:
    for line in text.split("\n"):
        bare = line.strip(" |*-#\u2022")
        sentences = [one.strip() for one in SENTENCE_END.split(bare) if one.strip()]
        for sentence in sentences:
            yield Piece(sentence, row=len(sentences) == 1)
