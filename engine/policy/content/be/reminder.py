"""The Belgian first reminder holds four mentions."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, of
from engine.policy.content.law import Law
from engine.policy.content.likeness import holds_name, holds_number, holds_thing
from engine.policy.content.terms import last_days_in, terms_in

LAW = Law("BE-04", "XIX.2 §3 WER", "V")


def reminder_has_four_mentions(content: Content) -> Iterator[ContentFinding]:
    """Ask for balance and penalty, creditor and number, product and due date, and the term."""
    yield from _amounts(content)
    text = content.writing.folded
    if (name := content.fact("creditor_name")) and not holds_name(text, name):
        yield LAW.missing("2_creditor_name", "write the creditor's name")
    if (number := content.fact("enterprise_number")) and not holds_number(text, number):
        yield LAW.missing("2_enterprise_number", "write the creditor's enterprise number")
    if (product := content.fact("product")) and not holds_thing(content.nameless.folded, product):
        yield LAW.missing("3_product", "say what was delivered; the number of a bill is not enough")
    due = content.day("due_date")
    if due and not any(due.is_day(one) for one in content.writing.days):
        yield LAW.missing("3_due_date", "write the day on which it was due")
    if not _has_term(content):
        yield LAW.missing("4_term", "write within which term to pay: 14 calendar days or more")


def _amounts(content: Content) -> Iterator[ContentFinding]:
    penalties = [part.amount for part in of(content.amounts, Label.PENALTY, Label.COSTS)]
    others = [part.amount for part in of(content.amounts, Label.PRINCIPAL, Label.TOTAL, Label.PAID, None)]
    balance, penalty = content.money("balance"), content.money("penalty")
    if not others or (balance is not None and balance not in others):
        yield LAW.missing("1_balance", "write what is still to be paid")
    if penalty == 0:
        return
    cap = content.money("cap") or penalty
    told = any(penalty is None or cap is None or amount == penalty or amount > cap for amount in penalties)
    if not told:
        yield LAW.missing("1_penalty_amount", "write the amount of the penalty clause that will be claimed")


def _has_term(content: Content) -> bool:
    due = content.day("due_date")
    for piece in content.writing.pieces:
        if any(True for _ in terms_in(piece.text)):
            return True
        if any(due is None or not due.is_day(day) for day in last_days_in(piece)):
            return True
    return False
