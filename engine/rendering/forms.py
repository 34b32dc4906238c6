"""
A mail as a form with blanks: what everybody reads whose case takes the same turns through the template.

A text is rendered in pieces. Those with a word of the debtor or case in them fill the blanks; the others are
the form. The form is turned into plain text and HTML once, with a stand-in in each blank, and remembered; for
each contact only its blanks are filled. So nothing that is remembered says anything of anybody.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from engine.rendering.blockwise import MARK
from engine.rendering.pieces import Pieces

#: ends a sentence: how a line goes on depends on how the one before it ends, and on how it begins
SENTENCE_ENDS = frozenset(".?!")
#: a blank while the form is made: its number between a first and a last sign of the same sort as its word has
BLANK = re.compile(f"[Xx]{MARK}(.)[.x]", re.DOTALL)
#: the number of a blank is a sign that stands in no text (for private use)
FIRST_NUMBER, MOST_BLANKS = 0xE000, 6000
#: words that change nothing but their own blank: none empty, nor with what is markup in it or at its ends
SAFE = re.compile(rf"(?:{MARK}(?![#\s-])[^\n|\x04\x05{MARK}]+(?<!\s))*")
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

    def parts(self, pieces: Pieces, convert: Convert, kind: tuple[object, ...]) -> Parts:
        """
        Give the parts of a mail whose text came in these pieces.

        `kind` is what else the parts depend on (sender, size of print); `convert` makes what is new.
        """
        said, words = pieces
        if not _keep_to_their_blanks(words):
            return convert("".join(_laid_in(said, words)))
        sorts = tuple([(word[:1].isupper(), word[-1:] in SENTENCE_ENDS) for word in words])
        key = (said, sorts, *kind)
        forms = self.known.get(key)
        if forms is None:
            if len(self.known) >= MOST_FORMS:
                self.known.clear()
            stand_ins = [_stand_in(number, *sort) for number, sort in enumerate(sorts)]
            subject, plain, html = map(_form, convert("".join(_laid_in(said, stand_ins))))
            forms = self.known[key] = (subject, plain, html)
        subject, plain, html = forms
        escaped = _escaped(words) if html.written else []
        return Parts(subject.filled(words), plain.filled(words), html.filled(escaped))


def _laid_in(said: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    """Put words in their places, without the marks."""
    following = iter(words)
    for piece in said:
        if piece[-1:] == MARK:
            yield piece[:-1]
            yield next(following, "")
        else:
            yield piece


def _stand_in(number: int, capital: bool, ends: bool) -> str:  # noqa: FBT001 - the sorts of its two signs
    return f"{'X' if capital else 'x'}{MARK}{chr(FIRST_NUMBER + number)}{'.' if ends else 'x'}"


def _keep_to_their_blanks(words: Sequence[str]) -> bool:
    """Say whether no word might be taken for markup, or its line for an empty one."""
    if not words:
        return True
    together = f"{MARK}{MARK.join(words)}"
    is_whole = together.count(MARK) == len(words) < MOST_BLANKS
    return is_whole and SAFE.fullmatch(together) is not None


def _escaped(words: list[str]) -> list[str]:
    """Escape words; most hold nothing that means anything, and looking is quicker than replacing."""
    return words if HARMLESS.fullmatch("".join(words)) else list(map(escape, words))


def _form(part: str) -> _Form:
    numbers = tuple([ord(number) - FIRST_NUMBER for number in BLANK.findall(part)])
    return _Form(BLANK.sub("%s", part.replace("%", "%%")), numbers)
