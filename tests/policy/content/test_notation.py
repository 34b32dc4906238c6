"""Amounts, days, numbers and names, in the many ways that people write them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.policy.content.amounts import amounts_in
from engine.policy.content.dates import days_in
from engine.policy.content.likeness import holds_address, holds_name, holds_number, holds_phone, holds_thing
from engine.policy.content.numbers import number_of
from engine.policy.content.terms import terms_in
from engine.policy.content.writing import folded


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("€ 1.204,15", ["1204.15"]),
        ("€1204,15 en 12 euro", ["1204.15", "12"]),
        ("EUR 613.71", ["613.71"]),
        ("€ 613,-", ["613"]),
        ("€ 613,\u2013", ["613"]),
        ("tweehonderdvijftig euro", ["250"]),
        ("drieëntwintig euro", ["23"]),
        ("duizend euro", ["1000"]),
        ("totaal 254,95", ["254.95"]),
        ("bel 010-0000001 op 12-05-2026 om 19.30 uur over zaak 2026-0117", []),
        ("4,50% rente", []),
    ],
)
def test_reads_amounts(text, values):
    assert [amount.value for amount in amounts_in(folded(text))] == [Decimal(value) for value in values]


@given(st.integers(min_value=0, max_value=9_999_999))
def test_reads_every_amount_as_a_dutch_person_writes_it(cents):
    value = Decimal(cents) / 100
    written = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))

    assert [amount.value for amount in amounts_in(f"€ {written}")] == [value]


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_reads_every_day_in_each_notation(day):
    month = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]
    written = [f"{day.day} {month[day.month - 1]} {day.year}", f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day}"]

    for text in written:
        [found] = days_in(text)
        assert found.as_date(day) == day


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("veertien", 14),
        ("eenentwintig", 21),
        ("negenennegentig", 99),
        ("honderdvijf", 105),
        ("honderdenvijf", 105),
        ("twaalfhonderd", 1200),
        ("achtduizend", 8000),
        ("tweeduizendvijfhonderd", 2500),
        ("de", None),
        ("1204", 1204),
    ],
)
def test_reads_numbers_in_words(word, number):
    assert number_of(word) == number


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("binnen veertien dagen", 14),
        ("binnen de 14 kalenderdagen", 14),
        ("binnen een termijn van 14 (veertien) dagen", 14),
        ("binnen twee weken", 14),
        ("binnen een week", 7),
        ("binnen tien werkdagen", 14),
        ("binnen een maand", 30),
        ("binnen 24 uur", 0),
    ],
)
def test_reads_terms(text, days):
    assert [term.days for term in terms_in(text)] == [days]


@pytest.mark.parametrize(
    ("holds", "text", "wanted", "so"),
    [
        (holds_name, "rivierhoek services", "Rivierhoek Services B.V.", True),
        (holds_name, "rivierhoek", "Rivierhoek Services B.V.", False),
        (holds_name, "mevrouw el amrani", "M. el Amrani", True),
        (holds_number, "be0999.000.111", "0999.000.111", True),
        (holds_number, "0999 000 1112", "0999.000.111", False),
        (holds_number, "inc 2025 0042", "INC-2025-0042", True),
        (holds_phone, "+31 (0)10 000 00 01", "010-0000001", True),
        (holds_phone, "010 000 00 02", "010-0000001", False),
        (holds_address, "kadeweg 5 in 3011aa rotterdam", "Kadeweg 5, 3011 AA Rotterdam", True),
        (holds_address, "kadeweg 51, 3011 aa rotterdam", "Kadeweg 5, 3011 AA Rotterdam", False),
        (holds_thing, "uw waterverbruik", "water", True),
        (holds_thing, "het huurcontract", "huur", False),
        (holds_thing, "de stroom van mei", "elektriciteit", True),
    ],
)
def test_knows_a_name_or_number_however_it_is_written(holds, text, wanted, so):
    assert holds(text, wanted) is so


def test_a_day_that_does_not_exist_is_no_date():
    [day] = days_in("31 juni 2026")

    assert day.as_date(date(2026, 1, 1) + timedelta(days=1)) is None
