"""The 14-day letter gives the term in one of two safe sentences, and names no other term beside it."""

import re
from collections.abc import Iterator
from datetime import date

from engine.domain.calendar import nth_day_after
from engine.domain.case import Jurisdiction
from engine.policy.calendars import calendar_for
from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.terms import last_days_in, terms_in
from engine.policy.content.topics import PAYING
from engine.policy.content.writing import Piece
from engine.policy.nl.letter_term import is_delivery_day, last_free_day, presumed_day
from preferences.channel import ChannelKind

LAW = Law("NL-33", "HR 25-11-2016, ECLI:NL:HR:2016:2704", "S")

#: the registered wording; a text holds one of them, letter for letter
SAFE_SENTENCES = (
    "binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd",
    "binnen vijftien dagen nadat deze brief bij u is bezorgd",
)
AT_ONCE = re.compile(
    r"\bper direct\b|\bonmiddellijk\b|\bper omgaande\b|\bvandaag nog\b|\bnog vandaag\b|\bdeze week\b"
    r"|\bvoor het weekend\b"
    r"|\bbinnen (?:\d+|een|twee|drie) (?:uur|uren)\b|\bzo snel mogelijk\b|\bmeteen (?:te )?beta"
)
#: who answers within so many days is the writer, not the debtor
OURS = re.compile(
    r"\b(?:krijgt|ontvangt) u\b|\b(?:wij|we) (?:antwoorden|reageren|laten)\b|\bklacht\w*|\bbericht van ons\b"
)
#: a term is told without a word for paying: u heeft tien dagen de tijd, de termijn eindigt op
TIME = re.compile(r"\b(?:tijd|termijn|deadline)\b")
PAST = re.compile(r"\b(?:moest|had|hadden|kon|kreeg|was|waren|moesten)\b")


def gives_the_safe_term(content: Content) -> Iterator[ContentFinding]:
    """Ask for a safe sentence, and for no term that ends sooner or begins otherwise."""
    whole = " ".join(content.writing.folded.split())
    if not any(sentence in whole for sentence in SAFE_SENTENCES):
        yield LAW.missing("term_sentence", f"write: {SAFE_SENTENCES[0]}")
    for words in dict.fromkeys(_other_terms(content)):
        yield LAW.forbidden("other_term", words, "name no other term or day to pay")


def _other_terms(content: Content) -> Iterator[str]:
    earliest, sent = _last_free_day(content), content.date("sent")
    for piece in content.writing.pieces:
        if not (PAYING.search(piece.text) or TIME.search(piece.text)) or OURS.search(piece.text):
            continue
        text = piece.text
        for sentence in SAFE_SENTENCES:
            text = text.replace(sentence, "~")
        yield from (term.words + term.tail[:30] for term in terms_in(text))
        yield from (match.group() for match in AT_ONCE.finditer(text))
        yield from _early_days(piece, sent, earliest)


def _early_days(piece: Piece, sent: date | None, earliest: date | None) -> Iterator[str]:
    for day in last_days_in(piece):
        last = day.as_date(sent or date.max)
        is_new = not PAST.search(piece.text) if sent is None else last is not None and last >= sent
        if is_new and last is not None and (earliest is None or last < earliest):
            yield f"{day.day}-{day.month}"


def _last_free_day(content: Content) -> date | None:
    """Say up to which day the debtor can pay without costs; None when the day of sending is not known."""
    sent = content.date("sent")
    if sent is None:
        return None
    calendar = calendar_for(Jurisdiction.NL)
    received = sent
    if content.channel is not ChannelKind.EMAIL:
        received = nth_day_after(sent, presumed_day(sent), lambda day: is_delivery_day(day, calendar))
    return last_free_day(received, calendar, term_moves=False)
