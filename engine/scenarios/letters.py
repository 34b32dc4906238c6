"""fourteen_day_letter.csv: from which day a Dutch letter lets costs be charged, and how much."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from engine.policy.nl.calendar import nl_calendar
from engine.policy.nl.collection_costs import collection_costs
from engine.policy.nl.letter_term import DemandLetter, LetterTerm, letter_term
from engine.scenarios.row import Row, WrongCell, names, written, yes_no
from engine.scenarios.table import Answer, Table
from preferences.channel import ContactKind

EVIDENCE = "delivery_evidence"
NOTHING = Decimal(0)


class Confirmed(StrEnum):
    """Whether the address was confirmed; `na` for post."""

    YES = "yes"
    NO = "no"
    NA = "na"


class Evidence(StrEnum):
    """What is known of the arrival, besides a moment."""

    NONE = "none"
    BOUNCE = "bounce"


def answer(row: Row) -> Sequence[Answer]:
    """Work out the term, and the costs on what was not paid in it."""
    term = letter_term(
        _letter(row), nl_calendar(), post_days=_schedule(row), term_moves=row.yes("atw_extension")
    )
    costs = _costs(row, term)
    return (
        Answer(
            {
                "valid_carrier": yes_no(term.carrier_holds),
                "letter_valid": yes_no(term.fault is None),
                "reason": term.fault.value if term.fault else "ok",
                "n": written(term.presumed_day),
                "received_date": written(term.received_on),
                "last_free_day": written(term.last_free_day),
                "first_cost_day": written(term.first_cost_day) if costs else "none",
                "cost_eur": written(costs),
                "restart_by_letter": yes_no(term.fault),
            }
        ),
    )


def _letter(row: Row) -> DemandLetter:
    evidence = row.text(EVIDENCE)
    return DemandLetter(
        sent_at=row.moment("sent"),
        carrier=row.word("carrier", ContactKind),
        in_default_since=row.day("in_default_since"),
        address_confirmed=row.word("address_confirmed", Confirmed) is Confirmed.YES,
        delivered_at=None if names(evidence, Evidence) else _delivered(row),
        bounced=evidence == Evidence.BOUNCE,
        printed_deadline=row.day_or_none("printed_deadline"),
    )


def _delivered(row: Row) -> datetime:
    try:
        return row.moment(EVIDENCE)
    except WrongCell:
        said = f"'{row.text(EVIDENCE)}' is no evidence; write none, bounce or a moment with its offset"
        raise row.wrong(EVIDENCE, said) from None


def _schedule(row: Row) -> list[tuple[date, int]]:
    """Read `2;2026-07-01:3;...`: on which delivery day the post arrives, by day of sending."""
    found = []
    for part in row.list("n_schedule"):
        day, _, amount = part.rpartition(":")
        if not amount.isdigit() or int(amount) == 0:
            raise row.wrong("n_schedule", f"'{part}' is no number of days; write 2 or 2026-07-01:3")
        found.append((row.read_day("n_schedule", day) if day else date.min, int(amount)))
    if not any(day == date.min for day, _ in found):
        raise row.wrong("n_schedule", "has no value to begin with; write for example 2;2026-07-01:3")
    return found


def _costs(row: Row, term: LetterTerm) -> Decimal:
    principal = row.euro("principal_eur")
    in_time = [paid for day, paid in _payments(row) if term.last_free_day and day <= term.last_free_day]
    if term.last_free_day is None:
        return NOTHING
    return collection_costs(principal - sum(in_time, NOTHING))


def _payments(row: Row) -> list[tuple[date, Decimal]]:
    found = []
    for part in row.list("ledger"):
        day, what, amount = (*part.split(":"), "", "")[:3]
        if what != "payment":
            raise row.wrong("ledger", f"'{part}' is no payment; write 2026-06-24:payment:300.00")
        found.append((row.read_day("ledger", day), row.read_euro("ledger", amount)))
    return found


TABLE = Table(
    name="fourteen_day_letter",
    inputs=(
        *("sent", "carrier", "address_confirmed", EVIDENCE, "n_schedule", "in_default_since"),
        *("printed_deadline", "principal_eur", "ledger", "atw_extension"),
    ),
    outputs=(
        *("expected_valid_carrier", "expected_letter_valid", "expected_reason", "expected_n"),
        *("expected_received_date", "expected_last_free_day", "expected_first_cost_day"),
        *("expected_cost_eur", "expected_restart_by_letter"),
    ),
    answer=answer,
)
