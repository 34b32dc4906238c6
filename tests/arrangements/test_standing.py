"""How an arrangement stands: what was paid, what comes, what was missed, and when that may change."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.arrangements.plan import in_parts
from engine.arrangements.standing import next_look, standing
from engine.domain.arrangement import Arrangement, ArrangementStatus

MADE = in_parts(Decimal(100), 4, date(2026, 4, 1))
AGREED = Arrangement(
    id="a",
    case_id="D-1",
    debtor_id="x",
    status=ArrangementStatus.RUNNING,
    instalments=MADE.instalments,
    every=MADE.every,
    proposed_at=datetime(2026, 3, 1, tzinfo=UTC),
    proposed_by="bram",
)


def stands(day, *paid):
    return standing(AGREED, [Decimal(amount) for amount in paid], date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "paid", "missed", "coming"),
    [
        ("2026-03-10", [], [], 1),
        ("2026-04-06", [], [], 1),
        ("2026-04-07", [], [1], 2),
        ("2026-04-07", [25], [], 2),
        ("2026-04-07", ["24.99"], [1], 2),
        ("2026-04-07", [10, 15], [], 2),
        ("2026-05-07", [25], [2], 3),
        ("2026-05-07", [], [1, 2], 3),
        ("2026-05-07", [50], [], 3),
        ("2026-07-07", [75], [4], None),
        ("2026-04-02", [100], [], None),
    ],
)
def test_money_goes_to_the_oldest_instalment_first(day, paid, missed, coming):
    now = stands(day, *paid)

    assert [one.number for one in now.missed] == missed
    assert (now.coming.number if now.coming else None) == coming
    assert now.left == 100 - sum(map(Decimal, paid))


def test_one_miss_is_met_kindly_and_two_ask_for_a_person():
    assert not stands("2026-05-06").is_broken
    assert stands("2026-05-07").is_broken


def test_all_paid_is_settled_also_when_too_much_was_paid():
    assert not stands("2026-04-02", "99.99").is_settled
    assert stands("2026-04-02", 100).is_settled
    assert stands("2026-04-02", "100.01").left == 0


@given(start=st.integers(0, 200), paid=st.integers(0, 99).map(Decimal))
def test_nothing_changes_before_the_next_look(start, paid):
    """Between two looks the days may pass without anybody looking: no miss is overlooked."""
    day = date(2026, 3, 1) + timedelta(days=start)
    now = standing(AGREED, [paid], day)
    look = next_look(now, day)
    end = look or day + timedelta(days=400)
    while (day := day + timedelta(days=1)) < end:
        later = standing(AGREED, [paid], day)
        assert (later.missed, later.coming) == (now.missed, now.coming)
    assert look is None or look > date(2026, 3, 1)
