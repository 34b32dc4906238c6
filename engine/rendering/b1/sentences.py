"""Dutch text in sentences, also where amounts, dates, addresses and abbreviations hold points."""

import re
from collections.abc import Iterator
from enum import StrEnum, auto
from typing import NamedTuple

from engine.rendering.b1.abbreviations import INITIALS, LIST_NUMBER, MAYBE_LAST, NEVER_LAST, STARTERS

MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
#: the first sign of a number that is one word to a reader, however many pieces it has: a search skips to it
NUMBERS = re.compile(
    r"[A-Z€+\d](?:"
    r"(?<=[A-Z])(?<!\w.)[A-Z]\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,4})?\b"
    r"|(?:(?<=€)|(?<=E)(?<!\w.)UR)[ \u00a0]?(?:-?\d[\d.,]*(?:\d|,-)|\d)"
    rf"|(?<=\d)(?<!\w.)(?:\d?[ \u00a0](?:{MONTHS})(?:[ \u00a0]\d{{4}})?\b|[\d-]*(?:[ \u00a0]\d{{2,}})+)"
    r"|(?<=\+)\d[\d-]*(?:[ \u00a0]\d{2,})+"
    r")"
)
#: slots, addresses of pages and, in texts with an @, of people
PAGES = (
    r"\{\{.*?\}\}"
    r"|(?:https?://|www\.)[^\s<>()\[\]]*[^\s<>()\[\].,:;!?'\"]"
    r"%s"
    r"|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:nl|be|example|com|org|eu|net|info|vlaanderen)\b(?:/[^\s,;!?]*[^\s.,;:!?)])?"
)
ADDRESSES = re.compile(PAGES % "")
ADDRESSES_AND_MAIL = re.compile(PAGES % r"|[\w.+-]+@[\w-]+\.[\w.-]*\w")
#: stands for an address until the numbers were looked for, so that no number grows into one
HIDDEN = "\0"
#: without any of these a text holds nothing of that kind; two searches for one sign are quick
NUMBER_SIGN, POINT_INSIDE = re.compile(r"\d"), re.compile(r"\.[^\W\d]")
#: what stands between spaces is a word when it holds one of these
WORD = re.compile(r"\w")
CLOSING_SIGNS = "\"'\u201d\u2019)\\]"
OPENING_SIGNS = "\"'\u201c\u2018(["
AROUND_WORD = f"{OPENING_SIGNS}.,:;?!"
#: where a sentence may end: closing signs, then white space
END = re.compile(rf"[.!?…]+[{CLOSING_SIGNS}]*\s+")
ENDS_SENTENCE = re.compile(rf"[.!?…][{CLOSING_SIGNS}]*$")
END_SIGNS = frozenset(".!?…")
#: in so many last signs the end of a sentence is seen
LONGEST_END = 12
#: a sentence that begins with 's has its capital in the next word
APOSTROPHES = "'\u2019"
MORNING = re.compile(r"['\u2019]s [A-Z]")
#: so many signs after a point say whether it ends a sentence
LONGEST_LOOK = 80
LOWER_FIRST = re.compile(r"[a-zà-ÿ]")
#: the next word, whatever signs it begins with, has no capital
SMALL_NEXT = re.compile(rf"[{re.escape(AROUND_WORD)}]*+[a-zà-ÿ]")
GREETING = re.compile(r"(?:Beste|Geachte|Dag|Goedendag|Hallo|Hoi)\b.*,$|Met vriendelijke groet")
#: a line with which a letter ends; the names of people and teams stand below it
CLOSING = re.compile(
    r"(?:Met )?(?:(?:vriendelijke|hartelijke|warme) )?(?:groet|groeten)(?: van)?,?$|Hoogachtend,?$"
    r"|Met (?:de meeste )?hoogachting,?$",
    re.IGNORECASE,
)
LONGEST_CLOSING = 32
#: how these two kinds of lines begin: few others do
GREETS_WITH, CLOSES_WITH = frozenset("BGDHM"), frozenset("MVHWGmvhwg")
#: a longer line below it is no name
LONGEST_NAME = 7


class Shape(StrEnum):
    """What kind of line a sentence stands in."""

    TEXT = auto()
    HEADING = auto()
    BULLET = auto()
    #: a row of a table: label and amount
    ROW = auto()
    #: a salutation, or the end of a letter
    GREETING = auto()
    #: a name below the greeting at the end
    SIGNATURE = auto()


#: how a line begins -> what it is
MARKS: tuple[tuple[re.Pattern[str], Shape], ...] = (
    (re.compile(r"#{1,4}\s+"), Shape.HEADING),
    (re.compile(r"[-•*\u2013▪·]\s+"), Shape.BULLET),
    (re.compile(r"(?=\d{1,2}[.)]\s|[a-z]\)\s)"), Shape.BULLET),
    (re.compile(r"\|"), Shape.ROW),
)
#: the first signs of all these
MARK_SIGNS = frozenset("#-•*\u2013▪·|0123456789abcdefgh")


#: shapes that hold sentences
PROSE = frozenset({Shape.TEXT, Shape.BULLET})


class Piece(NamedTuple):
    """From which sign on a sentence stands on which line, and in which column that begins."""

    start: int
    line: int
    column: int


class Sentence(NamedTuple):
    """One sentence, or a piece that stands alone, with its place and its number of words."""

    text: str
    line: int
    column: int
    words: int
    shape: Shape
    #: the text with what is one word to a reader made one word without letters, sign for sign as long
    masked: str
    #: more than one for a sentence that runs over several lines
    pieces: tuple[Piece, ...]
    #: whether it counts for the mean length: a heading, an address or a greeting does not
    counts: bool
    #: whether it stands in running text or behind a bullet
    is_prose: bool

    def place(self, sign: int) -> tuple[int, int]:
        """Say on which line and in which column a sign of the sentence stands."""
        piece = next(piece for piece in reversed(self.pieces) if piece.start <= sign or piece.start <= 0)
        return piece.line, piece.column + sign - piece.start


def sentences(text: str) -> list[Sentence]:
    """Part a text in our light markup into its sentences; a heading, bullet, row or line break ends one."""
    units = list(_units(text))
    masks = [mask(written) for _, _, written in units]
    ends = [_ends(written) for _, _, written in units]
    return [
        one for unit, masked, at in zip(units, masks, ends, strict=True) for one in _cut(unit, masked, at)
    ]


def _cut(unit: "Unit", mask_of: str, ends: list[int]) -> Iterator[Sentence]:
    """Cut what cannot run on into the next line where its sentences end."""
    pieces, shape, written = unit
    prose, start = shape is Shape.TEXT or shape is Shape.BULLET, 0
    for end in ends:
        part = written[start:end].rstrip()
        here = _later(pieces, start) if start else pieces
        # a mask is sign for sign as long
        masked = part if mask_of is written else mask_of[start : start + len(part)]
        first = here[0]
        counts = prose and (part[-1:] in END_SIGNS or _ends_sentence(part))
        words = _number_of_words(masked)
        yield Sentence(
            part, first.line, first.column - first.start, words, shape, masked, here, counts, prose
        )
        start = end


def _ends_sentence(part: str) -> bool:
    return ENDS_SENTENCE.search(part, max(0, len(part) - LONGEST_END)) is not None


def mask(text: str) -> str:
    """Make every amount, date, address and number one word without letters; the first sign stays."""
    hidden = _without_addresses(text)
    masked = NUMBERS.sub(_masked, hidden) if NUMBER_SIGN.search(hidden) else hidden
    return masked.replace(HIDDEN, "0") if hidden is not text else masked


def _without_addresses(text: str) -> str:
    """Hide slots and addresses; only in a slot stands a space."""
    if "{{" in text:
        return ADDRESSES_AND_MAIL.sub(_hidden, text)
    if not ("@" in text or "://" in text or POINT_INSIDE.search(text)):
        return text
    return " ".join([_without_address(piece) for piece in text.split(" ")])


def _without_address(piece: str) -> str:
    if "@" in piece:
        return ADDRESSES_AND_MAIL.sub(_hidden, piece)
    return ADDRESSES.sub(_hidden, piece) if "." in piece or "://" in piece else piece


def count_words(text: str) -> int:
    """Count words; an amount, a date, an account number and a phone number are one each."""
    return _number_of_words(mask(text))


def _number_of_words(masked: str) -> int:
    pieces = masked.split()
    lone = [piece for piece in pieces if not piece[0].isalnum() and not WORD.search(piece)]
    return len(pieces) - len(lone)


def swallows_point(text: str) -> bool:
    """Say whether a point after a text would end no sentence, for it ends with an abbreviation or initial."""
    last = f"{text[text.rfind(' ') + 1 :].lstrip(OPENING_SIGNS).lower()}."
    return last in NEVER_LAST or last in MAYBE_LAST or INITIALS.fullmatch(last) is not None


def _hidden(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def _masked(found: re.Match[str]) -> str:
    return "€" + "0" * (len(found[0]) - 1) if found[0][0] == "€" else "0" * len(found[0])


def _later(pieces: tuple[Piece, ...], start: int) -> tuple[Piece, ...]:
    """Give the pieces of a sentence that begins later in its unit."""
    if len(pieces) == 1:
        (piece,) = pieces
        return (Piece(piece.start - start, piece.line, piece.column),)
    first = max(at for at, piece in enumerate(pieces) if piece.start <= start)
    return tuple([Piece(piece.start - start, piece.line, piece.column) for piece in pieces[first:]])


Unit = tuple[tuple[Piece, ...], Shape, str]


def _units(text: str) -> Iterator[Unit]:
    """Give place, shape and content of what cannot run on into the next line."""
    waiting: Unit | None = None
    closed = False
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if not bare and not waiting:
            continue
        shape, content = _shape_of(bare)
        if closed and content:
            closed = _is_name(content)
            shape = Shape.SIGNATURE if closed else shape
        elif content:
            closed = _closes(content)
        if waiting and _runs_on(waiting, shape, content):
            pieces, before, so_far = waiting
            piece = Piece(len(so_far) + 1, number, line.find(content) + 1)
            waiting = ((*pieces, piece), before, f"{so_far} {content}")
            continue
        if waiting:
            yield waiting
        waiting = ((Piece(0, number, line.find(content) + 1),), shape, content) if content else None
    if waiting:
        yield waiting


def _shape_of(line: str) -> tuple[Shape, str]:
    if line[:1] in MARK_SIGNS:
        for mark_of, shape in MARKS:
            if found := mark_of.match(line):
                return shape, line[found.end() :].strip("| ")
    greets = line[:1] in GREETS_WITH and GREETING.match(line) is not None
    return (Shape.GREETING if greets else Shape.TEXT), line


def _closes(line: str) -> bool:
    """Say whether a letter ends with a line; the names of people and teams stand below it."""
    return line[0] in CLOSES_WITH and len(line) < LONGEST_CLOSING and CLOSING.match(line) is not None


def _is_name(line: str) -> bool:
    """Say whether a line below the greeting is short and no sentence, as names are: Rivierhoek B.V. too."""
    last = line[line.rfind(" ") + 1 :].lower()
    ended = ENDS_SENTENCE.search(line) is not None and last not in MAYBE_LAST
    return not ended and line.count(" ") < LONGEST_NAME


def _runs_on(before: Unit, shape: Shape, content: str) -> bool:
    """Say whether a line goes on with the one before: that has no end yet, and this has no capital."""
    return (
        shape is Shape.TEXT
        and before[1] in PROSE
        and LOWER_FIRST.match(content) is not None
        and ENDS_SENTENCE.search(before[2]) is None
    )


def _ends(unit: str) -> list[int]:
    length = len(unit)
    found = [one.end() for one in END.finditer(unit) if one.end() < length and _is_end(unit, one)]
    return [*found, length]


def _is_end(unit: str, match: re.Match[str]) -> bool:
    start, after = unit.rfind(" ", 0, match.start()) + 1, match.end()
    written = unit[start:after].rstrip().lstrip(OPENING_SIGNS)
    last = written.lower()
    if last in NEVER_LAST:
        return False
    if unit[after] in APOSTROPHES and MORNING.match(unit, after):
        return True
    if SMALL_NEXT.match(unit, after) or (start == 0 and LIST_NUMBER.fullmatch(last)):
        return False
    if last in MAYBE_LAST:
        following = unit[after : after + LONGEST_LOOK].split(maxsplit=1)[0]
        return following.strip(AROUND_WORD).lower() in STARTERS
    return written == "u." or INITIALS.fullmatch(last) is None
