"""
The payment request as an EPC QR code: what a bank app reads to fill in a transfer.

EPC069-12, version 002: level M, at most symbol version 13 (331 bytes), UTF-8, unstructured reference.
"""

import re
import unicodedata
from decimal import Decimal

from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException

from engine.rendering.letter.content import PaymentRequest
from engine.rendering.letter.errors import LetterRefused

SMALLEST, LARGEST = Decimal("0.01"), Decimal("999999999.99")
MOST_BYTES = 331
LONGEST_NAME, LONGEST_REFERENCE = 70, 140


def epc_text(payment: PaymentRequest) -> str:
    """Write a payment request as the lines that a bank app reads, after checking each of them."""
    lines = (
        "BCD",
        "002",
        "1",
        "SCT",
        _bic(payment.bic),
        _field("beneficiary", payment.beneficiary, LONGEST_NAME),
        account(payment.iban).compact,
        f"EUR{_amount(payment.amount):.2f}",
        "",
        "",
        _field("reference", payment.reference, LONGEST_REFERENCE),
    )
    text = unicodedata.normalize("NFC", "\n".join(lines))
    if len(text.encode()) > MOST_BYTES:
        raise LetterRefused(
            f"payment: the QR code holds at most {MOST_BYTES} bytes; shorten the beneficiary or the reference"
        )
    return text


def account(iban: str) -> IBAN:
    """Read an account number, check digits included."""
    try:
        return IBAN(iban)
    except SchwiftyException as error:
        raise LetterRefused(
            "payment: the IBAN is not valid; compare it with the creditor's bank statement"
        ) from error


def _bic(code: str | None) -> str:
    try:
        return BIC(code).compact if code else ""
    except SchwiftyException as error:
        raise LetterRefused("payment: the BIC is not valid; correct it or leave it out") from error


def _amount(amount: Decimal) -> Decimal:
    if not amount.is_finite() or not SMALLEST <= amount <= LARGEST:
        raise LetterRefused(
            f"payment: the amount is {amount}; only {SMALLEST} to {LARGEST} euro can be asked for"
        )
    if amount != amount.quantize(SMALLEST):
        raise LetterRefused(f"payment: the amount is {amount}; round it to cents first")
    return amount


def _field(name: str, value: str, longest: int) -> str:
    if not value.strip():
        raise LetterRefused(f"payment: the {name} is missing")
    if len(value) > longest:
        raise LetterRefused(
            f"payment: the {name} has {len(value)} characters; shorten it to at most {longest}"
        )
    if re.search(r"[\r\n]", value):
        raise LetterRefused(f"payment: the {name} must stand on one line")
    return value.strip()
