"""The payment request in the form that bank apps read (EPC069-12)."""

from decimal import Decimal

import pytest

from engine.rendering.letter.errors import LetterRefused
from engine.rendering.letter.payment_qr import epc_text
from engine.rendering.letter.qr_symbol import qr_symbol
from tests.rendering.letter_builders import a_payment


def test_writes_the_lines_of_epc069_12_version_002():
    assert epc_text(a_payment()).split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Stichting Derdengelden De Brug",
        "NL91ABNA0417164300",
        "EUR612.40",
        "",
        "",
        "D-1001 huur oktober",
    ]


def test_names_the_bank_when_it_is_known():
    lines = epc_text(a_payment(bic="ABNANL2A")).split("\n")

    assert lines[4] == "ABNANL2A"


def test_takes_an_account_number_in_groups():
    lines = epc_text(a_payment(iban="BE68 5390 0754 7034")).split("\n")

    assert lines[6] == "BE68539007547034"


def test_joins_letters_and_signs_that_come_apart():
    lines = epc_text(a_payment(beneficiary="Stichting Zoe\u0308")).split("\n")

    assert lines[5] == "Stichting Zoë"


@pytest.mark.parametrize(
    ("amount", "line"),
    [("0.01", "EUR0.01"), ("100", "EUR100.00"), ("1E+3", "EUR1000.00"), ("999999999.99", "EUR999999999.99")],
)
def test_writes_the_amount_in_euro_and_cents(amount, line):
    assert epc_text(a_payment(amount=Decimal(amount))).split("\n")[7] == line


def test_the_longest_payment_still_fits_in_version_13():
    longest = a_payment(beneficiary="B" * 70, reference="R" * 140, bic="ABNANL2AXXX")

    assert qr_symbol(epc_text(longest).encode()).version <= 13


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "1000000000", "NaN", "sNaN", "Infinity", "1E+400"])
def test_refuses_an_amount_that_cannot_be_asked_for(amount):
    with pytest.raises(LetterRefused, match=r"payment: the amount is .*only 0\.01 to 999999999\.99 euro"):
        epc_text(a_payment(amount=Decimal(amount)))


def test_refuses_parts_of_a_cent():
    with pytest.raises(LetterRefused, match=r"payment: the amount is 1\.005; round it to cents first"):
        epc_text(a_payment(amount=Decimal("1.005")))


@pytest.mark.parametrize(
    "iban", ["", "NL92ABNA0417164300", "NL91ABNA04171643", "XX91ABNA0417164300", "12345"]
)
def test_refuses_an_account_number_that_cannot_exist(iban):
    with pytest.raises(LetterRefused, match=r"payment: the IBAN is not valid; compare it"):
        epc_text(a_payment(iban=iban))


def test_refuses_a_bank_code_that_cannot_exist():
    with pytest.raises(LetterRefused, match=r"payment: the BIC is not valid; correct it or leave it out"):
        epc_text(a_payment(bic="ABN"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"beneficiary": " "}, "the beneficiary is missing"),
        ({"reference": ""}, "the reference is missing"),
        ({"beneficiary": "B" * 71}, "the beneficiary has 71 characters; shorten it to at most 70"),
        ({"reference": "R" * 141}, "the reference has 141 characters; shorten it to at most 140"),
        ({"reference": "D-1001\nEUR9.99"}, "the reference must stand on one line"),
        ({"beneficiary": "é" * 70, "reference": "é" * 140}, "the QR code holds at most 331 bytes"),
    ],
)
def test_refuses_what_does_not_fit_in_the_code(change, reason):
    with pytest.raises(LetterRefused, match=f"payment: {reason}"):
        epc_text(a_payment(**change))
