"""What a message says of a claim, kept with its contact: the next one may not contradict it (NL-23, V)."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from engine.domain.case import NOTHING, Case
from engine.domain.contact import Contact
from engine.domain.money import cents, euro
from engine.policy.content.contradiction import LAW, Told, contradictions
from engine.policy.content.dates import MONTHS
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, Labelled
from engine.policy.content.writing import Piece

#: an amount that a text does not name
UNSAID = ""
BETWEEN = ","
FIELDS = 6
NO_PIECE = Piece("")
#: keeps an amount or a day together on paper
NBSP = "\N{NO-BREAK SPACE}"
#: by number: how a text writes a month in full, which of its names comes first
NAMES = {number: name for name, number in reversed(MONTHS.items())}


def said_in(body: str, accounts: Iterable[str], cases: Sequence[Case]) -> str:
    """
    Write down what a text says of its cases: principal, total, due day and accounts where it names them.

    Interest with costs and what was paid go along: they explain a difference.
    """
    principal = sum([case.principal for case in cases], NOTHING)
    asked = sum([case.total for case in cases], NOTHING)
    paid = sum([case.paid for case in cases], NOTHING)
    more, total = asked - principal, asked - paid
    body = body.replace(NBSP, " ")
    due = cases[0].due_on
    written = f"{due.day} {NAMES[due.month]} {due.year}"
    named = (
        str(cents(principal)) if _shown(principal) in body else UNSAID,
        str(cents(total)) if _shown(total) in body else UNSAID,
        str(cents(more)),
        str(cents(paid)),
        due.isoformat() if len(cases) == 1 and written in body else UNSAID,
        BETWEEN.join(sorted(accounts)),
    )
    return "|".join(named)


def contradicts(
    said: str, contact: Contact, contacts: Sequence[Contact], former: Sequence[str] = ()
) -> tuple[ContentFinding, ...]:
    """
    Compare what a message says with what was said before about its cases.

    `former` are accounts that the creditor no longer uses: a message that names one beside the new account
    explains the change, and those after it name the new one alone.
    """
    if not said:
        return ()
    return (*_against_last(said, contact, contacts), *_against_account(said, contact, contacts, former))


def _against_account(
    said: str, contact: Contact, contacts: Sequence[Contact], former: Sequence[str]
) -> Iterator[ContentFinding]:
    """Find another account than the last message about any of these cases named, and no explanation."""
    accounts = _accounts(said)
    mine = frozenset(contact.case_ids)
    earlier = [
        one
        for one in contacts
        if one.reference != contact.reference
        and one.outcome.may_have_reached
        and not mine.isdisjoint(one.case_ids)
        and _accounts(one.said)
    ]
    if not accounts or not earlier:
        return
    last = earlier[-1]
    known = _accounts(last.said)
    if not accounts - known or known & accounts & {one.lower() for one in former}:
        return
    words = f"this message names another account to pay to than {last.reference} did"
    if known & {one.lower() for one in former}:
        words += ", and does not name the former one beside it"
    yield LAW.forbidden("contradiction_account", words, "register the change, and explain it in a message")


def _accounts(said: str) -> frozenset[str]:
    return frozenset(_fields(said)[-1].lower().split(BETWEEN)) - {UNSAID} if said else frozenset()


def _against_last(said: str, contact: Contact, contacts: Sequence[Contact]) -> tuple[ContentFinding, ...]:
    """Compare with the last message about the same cases that said anything."""
    before = [
        one
        for one in contacts
        if one.said
        and one.reference != contact.reference
        and one.case_ids == contact.case_ids
        and one.outcome.may_have_reached
    ]
    if not before or before[-1].said == said:
        return ()
    earlier = before[-1]
    grown = _amount(said, 2) - _amount(earlier.said, 2)
    explained = Labelled(max(grown, NOTHING), Label.INTEREST, NO_PIECE)
    paid = _amount(said, 3) - _amount(earlier.said, 3)
    # a claim that a creditor made smaller is a reason too, where the debtor paid in the meantime
    parts = (explained, Labelled(paid, Label.PAID, NO_PIECE)) if paid > 0 else (explained,)
    return tuple(
        contradictions([_told(earlier.reference, earlier.said), _told("this message", said, *parts)])
    )


def _told(name: str, said: str, *more: Labelled) -> Told:
    principal, total, _, _, due, _ = _fields(said)
    parts = tuple(
        Labelled(euro(int(amount)), label, NO_PIECE)
        for amount, label in ((principal, Label.PRINCIPAL), (total, Label.TOTAL))
        if amount != UNSAID
    )
    _, month, day = due.split("-") if due else ("", "0", "0")
    dues = frozenset({(int(day), int(month))}) if due else frozenset()
    return Told(name, (*parts, *more), frozenset(), dues, frozenset())


def _fields(said: str) -> list[str]:
    return said.split("|", FIELDS - 1)


def _amount(said: str, place: int) -> Decimal:
    return euro(int(_fields(said)[place]))


def _shown(amount: Decimal) -> str:
    """Write an amount as messages show it, without its sign: 1.234,56."""
    return f"{amount:,.2f}".translate(SWAPPED)


SWAPPED = str.maketrans(",.", ".,")
