"""The term of a Belgian first reminder is 14 calendar days at least; on paper it begins later."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from engine.domain.case import Jurisdiction
from engine.policy.be.term import BEGINS_ON_WORKING_DAY, LENGTH
from engine.policy.calendars import calendar_for
from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.terms import GIVEN, Term, last_days_in, terms_in
from engine.policy.content.topics import PAYING
from engine.policy.content.writing import Piece
from preferences.channel import ChannelKind

LAW = Law("BE-01", "XIX.2 §1 WER", "V")

DAYS = LENGTH.days
#: a start that is too early on paper: before the third working day after sending
EARLY_ON_PAPER = re.compile(
    r"^[^.?!\n]{0,30}\b(?:na|vanaf|sinds|volgend op|te rekenen vanaf|na de)\b[^.?!\n]{0,40}"
    r"\b(?:datum|dagtekening|verzending|verzonden|vandaag|heden|dag na|dag volgend|ontvangst|poststempel)"
)
#: and by e-mail, where the day after sending is day one
EARLY_BY_MAIL = re.compile(r"^[^.?!\n]{0,30}\b(?:vanaf|te rekenen vanaf) (?:vandaag|heden)\b")
#: the next sentence says from when the term runs: ze tellen vanaf vandaag
RUNS = re.compile(
    r"^(?:ze|zij|die|deze|dat|dit|de (?:termijn|dagen))\b[^.?!]{0,30}\b(?:tel|loop|begin|start|ga)"
)
THIRD_WORKING_DAY = re.compile(r"\b(?:derde|3e|3de) werkdag\b")


def term_is_long_enough(content: Content) -> Iterator[ContentFinding]:
    """Find a term that is shorter, begins too early, or ends on too early a day."""
    for words in dict.fromkeys(_short(content)):
        yield LAW.forbidden(
            "short_term", words, "give 14 calendar days; on paper from the third working day on"
        )


def _short(content: Content) -> Iterator[str]:
    early = EARLY_BY_MAIL if content.channel is ChannelKind.EMAIL else EARLY_ON_PAPER
    pieces = content.writing.pieces
    paying = [index for index, piece in enumerate(pieces) if PAYING.search(piece.text)]
    for index in sorted({place for at in paying for place in (at, at + 1) if place < len(pieces)}):
        if index not in paying and not GIVEN.search(pieces[index].text):
            continue
        late = THIRD_WORKING_DAY.search(content.writing.stretch(index))
        for term in terms_in(pieces[index].text):
            if term.days < DAYS:
                yield term.words
            elif term.days == DAYS and not late and _begins_early(term, pieces[index + 1 :], early):
                yield term.words + term.tail[:40]
    yield from _early_days(content, paying)


def _begins_early(term: Term, after: Sequence[Piece], early: re.Pattern[str]) -> bool:
    """Say whether the words behind a term, or the sentence after it, let it begin too early."""
    runs = after[0].text if after and RUNS.search(after[0].text) else ""
    return bool(early.search(term.tail) or early.search(runs))


def _early_days(content: Content, paying: list[int]) -> Iterator[str]:
    sent = content.date("sent")
    if sent is None:
        return
    for index in paying:
        for day in last_days_in(content.writing.pieces[index]):
            last = day.as_date(sent)
            if last is not None and sent <= last < _last_day(sent, content.channel):
                yield f"{day.day}-{day.month}"


def _last_day(sent: date, channel: ChannelKind) -> date:
    if channel is ChannelKind.EMAIL:
        return sent + LENGTH
    first = calendar_for(Jurisdiction.BE).working_day_after(sent, BEGINS_ON_WORKING_DAY)
    return first + LENGTH - timedelta(days=1)
