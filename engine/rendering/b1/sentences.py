"""Dutch text in sentences, also where amounts, dates, addresses and abbreviations hold points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
#: things that are one word to a reader, however many pieces they have
ONE_WORD = re.compile(
    r"\{\{.*?\}\}"
    r"|\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,4})?\b"
    r"|(?:€|\bEUR)[ \u00a0]?-?\d[\d.,]*"
    rf"|\b\d{{1,2}}[ \u00a0](?:{MONTHS})(?:[ \u00a0]\d{{4}})?\b"
    r"|\+?\b\d[\d-]*(?:[ \u00a0]\d{2,})+"
)
WORD = re.compile(r"\S*\w\S*")
CLOSING_SIGNS = "\"'\u201d\u2019)\\]"
OPENING_SIGNS = "\"'\u201c\u2018(["
#: where a sentence may end: closing signs, then white space
END = re.compile(rf"[.!?…]+[{CLOSING_SIGNS}]*\s+")
ENDS_SENTENCE = re.compile(rf"[.!?…][{CLOSING_SIGNS}]*$")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: words that end with a point and never end a sentence
NEVER_LAST = _listed("""
    aant. art. blz. bv. bijv. ca. d.d. dd. dhr. dr. d.w.z. excl. fam. i.o.v. i.p.v. i.v.m. ing. incl. ir.
    m.b.t. m.i.v. m.n. max. mej. mevr. min. mr. mw. n.a.v. nl. nr. nrs. o.a. o.b.v. o.v.v. p/a. par. prof.
    resp. st. t.a.v. t.b.v. t.n.v. t/m. tel. v.d. z.o.z.
""")
#: words that end with a point and may end a sentence, if the next word is one that begins sentences
MAYBE_LAST = _listed("a.s. a.u.b. b.v. c.q. c.v. e.d. e.v. enz. etc. j.l. jl. n.v. s.v.p. u.a. v.o.f.")
#: other single letters with points are initials
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
STARTERS = _listed("""
    als bel betaal bent blijft daarna daarom dan dat de deze die dit doe een er en geef gaat heb heeft het
    hierna hij ik in is kies kijk klopt komt krijgt kunt laat lees lukt maak maar mail met mogen na nu of om
    ook op reageer samen schrijf stuur u uw vraag voor vóór vragen wacht wat we wie wij wilt worden zij zo
    zoekt
""")
LIST_NUMBER = re.compile(r"\d{1,2}\.")
LOWER_FIRST = re.compile(r"[a-zà-ÿ]")
GREETING = re.compile(r"(?:Beste|Geachte|Dag|Goedendag|Hallo)\b.*,$|Met vriendelijke groet")


class Shape(StrEnum):
    """What kind of line a sentence stands in."""

    TEXT = auto()
    HEADING = auto()
    BULLET = auto()
    #: a row of a table: label and amount
    ROW = auto()
    #: a salutation, or the end of a letter
    GREETING = auto()


MARKS = {"## ": Shape.HEADING, "- ": Shape.BULLET, "|": Shape.ROW}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a piece that stands alone, with its place and its number of words."""

    text: str
    line: int
    column: int
    words: int
    shape: Shape

    @property
    def counts(self) -> bool:
        """Say whether it counts for the mean length: a heading, an address or a greeting does not."""
        return self.shape in {Shape.TEXT, Shape.BULLET} and ENDS_SENTENCE.search(self.text) is not None


def sentences(text: str) -> Iterator[Sentence]:
    """Part a text in our light markup into its sentences; a heading, bullet, row or line break ends one."""
    for line, column, shape, unit in _units(text):
        start = 0
        for end in _ends(unit):
            piece = unit[start:end].strip()
            yield Sentence(piece, line, column + start, count_words(piece), shape)
            start = end


def count_words(text: str) -> int:
    """Count words; an amount, a date, an account number and a phone number are one each."""
    return len(WORD.findall(ONE_WORD.sub("0", text)))


def swallows_point(text: str) -> bool:
    """Say whether a point after a text would end no sentence, for it ends with an abbreviation or initial."""
    last = f"{text.rsplit(maxsplit=1)[-1].lstrip(OPENING_SIGNS).lower()}." if text.strip() else ""
    return last in NEVER_LAST or last in MAYBE_LAST or INITIALS.fullmatch(last) is not None


def _units(text: str) -> Iterator[tuple[int, int, Shape, str]]:
    """Give line, column, shape and content of what cannot run on into the next line."""
    waiting: tuple[int, int, Shape, str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        shape, content = _shape_of(line.strip())
        if waiting and _runs_on(waiting, shape, content):
            waiting = (*waiting[:3], f"{waiting[3]} {content}")
            continue
        if waiting:
            yield waiting
        waiting = (number, line.find(content) + 1, shape, content) if content else None
    if waiting:
        yield waiting


def _shape_of(line: str) -> tuple[Shape, str]:
    for mark, shape in MARKS.items():
        if line.startswith(mark):
            return shape, line.removeprefix(mark).strip("| ")
    return (Shape.GREETING if GREETING.match(line) else Shape.TEXT), line


def _runs_on(before: tuple[int, int, Shape, str], shape: Shape, content: str) -> bool:
    """Say whether a line goes on with the one before: that has no end yet, and this has no capital."""
    return (
        before[2] in {Shape.TEXT, Shape.BULLET}
        and shape is Shape.TEXT
        and LOWER_FIRST.match(content) is not None
        and ENDS_SENTENCE.search(before[3]) is None
    )


def _ends(unit: str) -> Iterator[int]:
    for match in END.finditer(unit):
        if match.end() < len(unit) and _is_end(unit, match):
            yield match.end()
    yield len(unit)


def _is_end(unit: str, match: re.Match[str]) -> bool:
    before = unit[: match.end()].split()
    last = before[-1].lstrip(OPENING_SIGNS).lower()
    following = unit[match.end() :].split(maxsplit=1)[0].strip(OPENING_SIGNS + ".,:;?!")
    if LOWER_FIRST.match(following) or (len(before) == 1 and LIST_NUMBER.fullmatch(last)):
        return False
    if last in MAYBE_LAST:
        return following.lower() in STARTERS
    return last not in NEVER_LAST and INITIALS.fullmatch(last) is None
