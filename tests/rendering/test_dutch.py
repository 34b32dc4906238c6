import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from engine.rendering.dutch import NBSP, PAPER, PHONE, SCREEN

LEAP_YEAR = [date(2028, 1, 1) + timedelta(days=number) for number in range(366)]


def test_writes_20_000_amounts_as_babel_does():
    chance = random.Random(20261121)  # noqa: S311 - the same amounts in every run
    cents = [
        chance.randint(-(10 ** chance.randint(1, 11)), 10 ** chance.randint(1, 11)) for _ in range(20_000)
    ]

    amounts = [Decimal(number) / 100 for number in cents]

    assert [SCREEN.euro(amount) for amount in amounts] == [
        format_currency(amount, "EUR", locale="nl_NL") for amount in amounts
    ]


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=4))
def test_rounds_as_babel_does(amount):
    assert SCREEN.euro(amount) == format_currency(amount, "EUR", locale="nl_NL")


@pytest.mark.parametrize(
    ("amount", "screen", "phone"),
    [
        ("1234.5", f"€{NBSP}1.234,50", "EUR 1.234,50"),
        ("0", f"€{NBSP}0,00", "EUR 0,00"),
        ("-12", f"€{NBSP}-12,00", "EUR -12,00"),
        ("1000000", f"€{NBSP}1.000.000,00", "EUR 1.000.000,00"),
    ],
)
def test_writes_an_amount_as_each_channel_can_show_it(amount, screen, phone):
    assert SCREEN.euro(Decimal(amount)) == PAPER.euro(Decimal(amount)) == screen
    assert PHONE.euro(Decimal(amount)) == phone


@pytest.mark.parametrize("day", LEAP_YEAR, ids=str)
def test_writes_every_day_of_a_leap_year_as_babel_does(day):
    assert SCREEN.datum(day) == format_date(day, "d MMMM y", locale="nl_NL")
    assert SCREEN.dag(day) == format_date(day, "EEEE d MMMM", locale="nl_NL")


def test_keeps_a_day_together_on_paper():
    day = date(2026, 6, 12)

    assert SCREEN.datum(day) == "12 juni 2026"
    assert SCREEN.dag(day) == "vrijdag 12 juni"
    assert PAPER.datum(day) == f"12{NBSP}juni{NBSP}2026"
    assert PHONE.dag(date(2028, 2, 29)) == "dinsdag 29 februari"


@pytest.mark.parametrize("account", ["NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"])
def test_writes_an_account_number_in_groups_of_four(account):
    assert SCREEN.iban(account) == "NL91 ABNA 0417 1643 00"
    assert PAPER.iban(account) == f"NL91{NBSP}ABNA{NBSP}0417{NBSP}1643{NBSP}00"
    assert PHONE.iban("BE68539007547034") == "BE68 5390 0754 7034"
