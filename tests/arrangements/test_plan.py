"""Dividing what is owed: nothing gets lost, nothing is below zero, the days are those of the calendar."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.arrangements.plan import by_amount, in_parts
from engine.domain.arrangement import Every

FIRST = date(2026, 1, 31)
euros = st.integers(1, 500_000).map(lambda cents: Decimal(cents).scaleb(-2))


def amounts(proposal):
    return [one.amount for one in proposal.instalments]


def days(proposal):
    return [one.due_on for one in proposal.instalments]


@given(owed=euros, part=euros.filter(lambda amount: amount >= 10))
def test_what_is_paid_each_time_adds_up_to_what_is_owed(owed, part):
    if owed / part > 520:
        return
    parts = amounts(by_amount(owed, part, FIRST))

    assert sum(parts) == owed
    assert all(one == part for one in parts[:-1])
    assert min(owed, 1) <= parts[-1] < part + 1


@given(owed=euros.filter(lambda amount: amount >= 6), count=st.integers(1, 520))
def test_equal_parts_add_up_and_the_last_takes_the_cents_that_do_not_divide(owed, count):
    parts = amounts(in_parts(owed, count, FIRST))

    assert (sum(parts), len(parts)) == (owed, count)
    assert len(set(parts[:-1])) <= 1
    assert 0 < parts[0] <= parts[-1] < parts[0] + Decimal("0.01") * count


def test_the_last_day_of_a_month_stays_the_last_day():
    assert days(in_parts(Decimal(500), 5, FIRST)) == [
        FIRST,
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]


def test_a_leap_day_is_met_and_left_again():
    assert days(in_parts(Decimal(90), 3, date(2028, 1, 30))) == [
        date(2028, 1, 30),
        date(2028, 2, 29),
        date(2028, 3, 30),
    ]


@pytest.mark.parametrize(("every", "step"), [(Every.WEEK, 7), (Every.FOUR_WEEKS, 28)])
def test_weeks_go_on_over_the_end_of_a_month_and_a_year(every, step):
    first, second, third = days(in_parts(Decimal(90), 3, date(2026, 12, 29), every))

    assert (second - first, third - second) == (timedelta(days=step), timedelta(days=step))


@pytest.mark.parametrize(
    ("owed", "amount", "said"),
    [
        ("0", "10", "nothing is left to pay"),
        ("-5", "10", "nothing is left to pay"),
        ("100", "0", "more than 0 euro"),
        ("100", "-10", "more than 0 euro"),
        ("100", "10.005", "whole cents"),
        ("10000", "1", "10000 instalments"),
    ],
)
def test_what_cannot_be_divided_is_refused_with_the_reason(owed, amount, said):
    with pytest.raises(ValueError, match=said):
        by_amount(Decimal(owed), Decimal(amount), FIRST)


@pytest.mark.parametrize("count", [0, -1, 521])
def test_a_number_of_parts_that_cannot_be_is_refused(count):
    with pytest.raises(ValueError, match="instalment"):
        in_parts(Decimal(100), count, FIRST)


def test_more_parts_than_cents_is_refused():
    with pytest.raises(ValueError, match="more than 0 euro"):
        in_parts(Decimal("0.03"), 4, FIRST)
