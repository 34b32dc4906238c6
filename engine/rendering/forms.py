"""
A mail as a form with blanks: what everybody reads whose case takes the same turns through the template.

A text is rendered in pieces. Those with a word of the debtor or case in them fill the blanks; the others are
the form. The form is turned into plain text and HTML once, with a stand-in in each blank, and remembered; for
each contact only its blanks are filled. So nothing that is remembered says anything of anybody.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from engine.rendering.blockwise import MARK

#: ends a sentence: how a line goes on depends on how the one before it ends, and on how it begins
SENTENCE_ENDS = frozenset(".?!")
#: a blank while the form is made: its number between a first and a last sign of the same sort as its word has
BLANK = re.compile(f"[Xx]{MARK}(.)[.x]", re.DOTALL)
#: the number of a blank is a sign that stands in no text (for private use)
FIRST_NUMBER, MOST_BLANKS = 0xE000, 6000
#: empty, or with one of these in it or at its ends, a word could change more than its own blank
RISKY = re.compile(rf"[\n|\x04\x05]|{MARK}[#\s-]|\s{MARK}|{MARK}{MARK}")
#: nothing in it means anything in HTML
HARMLESS = re.compile(r"[^&<>\"']*")
MOST_FORMS = 4096


class Parts(NamedTuple):
    """A mail in its parts; HTML is a whole page, or nothing."""

    subject: str
    plain: str
    html: str


#: turns a text in our light markup into its parts
Convert = Callable[[str], Parts]


class _Form(NamedTuple):
    """One part of a mail with its blanks, and the number of the word that comes in each."""

    written: str
    numbers: tuple[int, ...]

    def filled(self, words: Sequence[str]) -> str:
        return self.written % tuple([words[number] for number in self.numbers])


class Forms:
    """Knows the forms that were made before."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], tuple[_Form, _Form, _Form]] = {}

    def parts(self, pieces: Iterable[str], convert: Convert, kind: tuple[object, ...]) -> Parts:
        """
        Give the parts of a mail whose text came in these pieces.

        `kind` is what else the parts depend on (sender, size of print); `convert` makes what is new.
        """
        written, words = _parted(pieces)
        if _change_more_than_their_blank(words):
            return convert(_as_it_is(written, words))
        key = (written, *kind)
        forms = self.known.get(key)
        if forms is None:
            if len(self.known) >= MOST_FORMS:
                self.known.clear()
            subject, plain, html = map(_form, convert(written))
            forms = self.known[key] = (subject, plain, html)
        subject, plain, html = forms
        escaped = list(map(_escaped, words)) if html.written else []
        return Parts(subject.filled(words), plain.filled(words), html.filled(escaped))


def _parted(pieces: Iterable[str]) -> tuple[str, list[str]]:
    """Part a text into its form, with a stand-in in each blank, and the words that fill them."""
    written: list[str] = []
    words: list[str] = []
    is_blank = False
    for piece in pieces:
        if is_blank:
            written.append(_stand_in(len(words), piece[:1].isupper(), piece[-1:] in SENTENCE_ENDS))
            words.append(piece)
            is_blank = False
        elif piece[-1:] == MARK:
            written.append(piece[:-1])
            is_blank = True
        else:
            written.append(piece)
    return "".join(written), words


@lru_cache(maxsize=1024)
def _stand_in(number: int, capital: bool, ends: bool) -> str:  # noqa: FBT001 - the sorts of its two signs
    return f"{'X' if capital else 'x'}{MARK}{chr(FIRST_NUMBER + number)}{'.' if ends else 'x'}"


def _change_more_than_their_blank(words: Sequence[str]) -> bool:
    """Say whether a word might be taken for markup, or its line for an empty one."""
    together = f"{MARK}{MARK.join(words)}{MARK}"
    is_whole = together.count(MARK) == len(words) + 1 and len(words) < MOST_BLANKS
    return bool(words) and (not is_whole or RISKY.search(together) is not None)


def _as_it_is(written: str, words: Sequence[str]) -> str:
    return BLANK.sub(lambda blank: words[ord(blank[1]) - FIRST_NUMBER], written)


def _escaped(word: str) -> str:
    """Escape a word; most hold nothing that means anything, and looking is quicker than replacing."""
    return word if HARMLESS.fullmatch(word) else escape(word)


def _form(part: str) -> _Form:
    numbers = tuple([ord(number) - FIRST_NUMBER for number in BLANK.findall(part)])
    return _Form(BLANK.sub("%s", part.replace("%", "%%")), numbers)
