"""A text in the pieces that it was rendered in: what it says to everybody, and the words of a case."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from engine.policy.content.contradiction import SHORTEST, accounts_in
from engine.rendering.blockwise import MARK

#: what stands around the words is the same for all cases of a creditor that take the same turns
MOST_TEXTS = 8192


class Pieces(NamedTuple):
    """What stands around the words, with a mark at the end of a piece that a word follows; and the words."""

    said: tuple[str, ...]
    words: list[str]


def apart(pieces: Iterable[str]) -> Pieces:
    """Tell words from what stands around them: one follows each piece that ends with a mark."""
    said: list[str] = []
    words: list[str] = []
    is_word = False
    for piece in pieces:
        if is_word:
            words.append(piece)
            is_word = False
        else:
            said.append(piece)
            is_word = piece[-1:] == MARK
    return Pieces(tuple(said), words)


def accounts_of(pieces: Pieces) -> frozenset[str]:
    """List the accounts that a text names, in small letters and without spaces."""
    long = [word for word in pieces.words if len(word) >= SHORTEST]
    return _accounts_around(pieces.said) | (accounts_in(MARK.join(long).lower()) if long else frozenset())


@lru_cache(maxsize=MOST_TEXTS)
def _accounts_around(said: tuple[str, ...]) -> frozenset[str]:
    """Find accounts in what a text says to everybody whom a creditor writes to."""
    return frozenset().union(*[accounts_in(piece.lower()) for piece in said])
