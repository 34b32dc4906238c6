"""The messages of one case do not contradict each other: amounts, days, terms and account (NL-23)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from string import ascii_lowercase

from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, Labelled, labelled, of
from engine.policy.content.law import Law
from engine.policy.content.terms import last_days_in
from engine.policy.content.topics import PAYING
from engine.policy.content.writing import Writing

LAW = Law("NL-23", "Bki 4.1(2): eenduidig, volledig en juist", "V")

#: what may be an IBAN, with the words after it; what follows a dash or a slash is a reference or a link
ACCOUNT = re.compile(r"(?<![\w/-])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b")
#: two digits after two letters: digits are rare, so looking for these first takes a tenth of the time
CHECK_DIGITS = re.compile(r"\d(?<=[a-z]{2}\d)\d")
#: how far before its check digits an account begins
COUNTRY = 2
#: characters of the shortest IBAN there is
SHORTEST = 15
#: how check digits are counted: a is 10, z is 35
AS_NUMBERS = {ord(letter): str(10 + place) for place, letter in enumerate(ascii_lowercase)}
DUE = re.compile(
    r"\bvervaldag\b|\bmoest\w*\b[^.?!]{0,40}\bbetal\w+|\blaatste dag\b|\bhad\b[^.?!]{0,40}\bmoeten betalen"
)
#: what may make a total grow from one message to the next
MORE = (Label.INTEREST, Label.COSTS, Label.PENALTY, Label.VAT)


@dataclass(frozen=True, slots=True)
class Told:
    """What one message says that another may contradict."""

    name: str
    parts: tuple[Labelled, ...]
    accounts: frozenset[str]
    due: frozenset[tuple[int, int]]
    pay_before: frozenset[tuple[int, int, int]]

    def amounts(self, *labels: Label | None) -> set[Decimal]:
        """Give the amounts with one of these labels."""
        return {part.amount for part in of(self.parts, *labels)}


def told_by(name: str, text: str) -> Told:
    """Read what a message tells."""
    writing = Writing(text)
    due = {(day.day, day.month) for piece in writing.pieces if DUE.search(piece.text) for day in piece.days}
    asked = (
        (day.year, day.month, day.day)
        for piece in writing.pieces
        if PAYING.search(piece.text) and not DUE.search(piece.text)
        for day in last_days_in(piece)
        if day.year
    )
    return Told(name, labelled(writing), accounts_in(writing.folded), frozenset(due), frozenset(asked))


def accounts_in(text: str) -> frozenset[str]:
    """List the account numbers in a text of small letters, without their spaces."""
    return frozenset(filter(None, map(_account, _candidates(text))))


def _candidates(text: str) -> Iterator[str]:
    """List what may be an account, without its spaces; where one ends, the next may begin."""
    end = 0
    for digits in CHECK_DIGITS.finditer(text):
        begin = digits.start() - COUNTRY
        if begin >= end and (match := ACCOUNT.match(text, begin)):
            end = match.end()
            yield match.group().replace(" ", "")


def _account(written: str) -> str:
    """Give the longest beginning whose check digits are right (ISO 13616); empty when there is none."""
    lengths = range(len(written), SHORTEST - 1, -1)
    return next((written[:length] for length in lengths if _is_right(written[:length])), "")


def _is_right(account: str) -> bool:
    return int((account[4:] + account[:4]).translate(AS_NUMBERS)) % 97 == 1


def contradictions(messages: Sequence[Told]) -> Iterator[ContentFinding]:
    """Compare the messages of one case, the oldest first."""
    yield from _accounts(messages)
    for earlier, later in pairwise(messages):
        yield from _amounts(earlier, later)
        if earlier.due and later.due and not earlier.due & later.due:
            yield _finding("due_date", f"{earlier.name} and {later.name} name another due date")
        if earlier.pay_before and later.pay_before and max(later.pay_before) < max(earlier.pay_before):
            yield _finding("term", f"{later.name} asks for payment sooner than {earlier.name} did")


def _accounts(messages: Sequence[Told]) -> Iterator[ContentFinding]:
    """Find an account that the last message that named one did not name; those between them may name none."""
    named = [one for one in messages if one.accounts]
    for earlier, later in pairwise(named):
        if later.accounts - earlier.accounts:
            yield _finding("account", f"{earlier.name} and {later.name} name another account")


def _amounts(earlier: Told, later: Told) -> Iterator[ContentFinding]:
    before, after = earlier.amounts(Label.PRINCIPAL), later.amounts(Label.PRINCIPAL)
    paid = later.amounts(Label.PAID) - {Decimal(0)}
    if before and after and not before & after and not paid:
        yield _finding("principal", f"{earlier.name} and {later.name} name another principal")
    before, after = earlier.amounts(Label.TOTAL), later.amounts(Label.TOTAL)
    if not before or not after or paid:
        return
    grown = max(after) - max(before)
    if grown > sum(later.amounts(*MORE) - earlier.amounts(*MORE), Decimal(0)):
        yield _finding(
            "total", f"{later.name} asks {grown} more than {earlier.name}, and does not say for what"
        )
    if grown < 0:
        yield _finding("total", f"{later.name} asks {-grown} less than {earlier.name}, and does not say why")


def _finding(item: str, words: str) -> ContentFinding:
    return LAW.forbidden(f"contradiction_{item}", words, "let the messages of one case agree")
