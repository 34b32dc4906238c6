"""What may be agreed without a person: the creditor's bounds, and what this person can carry."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.arrangements.judging import Means, a_month, speaks_against
from engine.arrangements.plan import by_amount, in_parts
from engine.domain.arrangement import Arrangement, ArrangementStatus, Every
from engine.domain.organisation import ArrangementBounds

TODAY = date(2026, 3, 2)
FIRST = date(2026, 4, 1)
BOUNDS = ArrangementBounds(max_months=6, min_instalment=Decimal(20))


def against(proposal, means=None):
    return "; ".join(speaks_against(proposal, BOUNDS, means or Means(), TODAY))


def monthly(owed, amount, first=FIRST):
    return by_amount(Decimal(owed), Decimal(amount), first)


def an_arrangement(status, amount="30", every=Every.MONTH):
    made = in_parts(Decimal(amount) * 3, 3, FIRST, every)
    return Arrangement(
        id="a",
        case_id="D-2",
        debtor_id="x",
        status=status,
        instalments=made.instalments,
        every=every,
        proposed_at=datetime(2026, 1, 1, tzinfo=UTC),
        proposed_by="bram",
    )


RUNS = an_arrangement(ArrangementStatus.RUNNING)


@pytest.mark.parametrize(
    ("proposal", "means", "said"),
    [
        (monthly(120, 20), Means(), ""),
        (monthly(140, 20), Means(), "it takes 7 months, the creditor's bound is 6"),
        (in_parts(Decimal(520), 26, FIRST, Every.WEEK), Means(), ""),
        (in_parts(Decimal(540), 27, FIRST, Every.WEEK), Means(), "it takes 7 months"),
        (in_parts(Decimal(140), 7, FIRST, Every.FOUR_WEEKS), Means(), "it takes 7 months"),
        (monthly(60, "19.99"), Means(), "an instalment is 19.99 euro, the creditor's least is 20"),
        (monthly(15, 15), Means(), ""),
        (monthly(60, 30, date(2026, 3, 1)), Means(), "the first day has passed"),
        (monthly(60, 30, TODAY), Means(), ""),
        (monthly(60, 30, date(2026, 4, 16)), Means(), ""),
        (monthly(60, 30, date(2026, 4, 17)), Means(), "more than 45 days away"),
        (monthly(60, 30), Means(affordable=Decimal(30)), ""),
        (
            monthly(60, 30),
            Means(affordable=Decimal("29.99")),
            "ask 30.00 euro a month, more than",
        ),
        (monthly(60, 30), Means(other_arrears=True), "other arrears, and nobody asked"),
        (monthly(60, 30), Means(other_arrears=True, affordable=Decimal(30)), ""),
        (monthly(60, 30), Means(arrangements=[RUNS]), "another arrangement runs, and nobody asked"),
        (monthly(60, 30), Means(arrangements=[RUNS], affordable=Decimal(60)), ""),
        (monthly(60, 30), Means(arrangements=[RUNS], affordable=Decimal(59)), "ask 60.00 euro a month"),
        (
            monthly(60, 30),
            Means(arrangements=[an_arrangement(ArrangementStatus.BROKEN)]),
            "an earlier arrangement was broken",
        ),
        (monthly(60, 30), Means(arrangements=[an_arrangement(ArrangementStatus.SETTLED)]), ""),
    ],
)
def test_a_person_looks_at_what_falls_outside(proposal, means, said):
    found = against(proposal, means)

    assert said in found
    assert bool(said) is bool(found)


@pytest.mark.parametrize(
    ("every", "euro"), [(Every.MONTH, "30.00"), (Every.WEEK, "130.00"), (Every.FOUR_WEEKS, "32.50")]
)
def test_what_an_arrangement_asks_in_a_month(every, euro):
    assert a_month(an_arrangement(ArrangementStatus.RUNNING, every=every)) == Decimal(euro)
