"""The term of a Belgian first reminder is 14 calendar days at least; on paper it begins later."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from engine.domain.case import Jurisdiction
from engine.policy.be.term import BEGINS_ON_WORKING_DAY, LENGTH
from engine.policy.calendars import calendar_for
from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.terms import last_days_in, terms_in
from engine.policy.content.topics import PAYING
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
THIRD_WORKING_DAY = re.compile(r"\b(?:derde|3e|3de) werkdag\b")


def term_is_long_enough(content: Content) -> Iterator[ContentFinding]:
    """Find a term that is shorter, begins too early, or ends on too early a day."""
    for words in dict.fromkeys(_short(content)):
        yield LAW.forbidden(
            "short_term", words, "give 14 calendar days; on paper from the third working day on"
        )


def _short(content: Content) -> Iterator[str]:
    early = EARLY_BY_MAIL if content.channel is ChannelKind.EMAIL else EARLY_ON_PAPER
    paying = [index for index, piece in enumerate(content.writing.pieces) if PAYING.search(piece.text)]
    for index in paying:
        piece = content.writing.pieces[index]
        around = content.writing.stretch(index)
        for term in terms_in(piece.text):
            if term.days < DAYS:
                yield term.words
            elif term.days == DAYS and early.search(term.tail) and not THIRD_WORKING_DAY.search(around):
                yield term.words + term.tail[:40]
    yield from _early_days(content, paying)


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
