"""One cell at a time: each reader gives the value, or says what is wrong and how it should look."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberType
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

MOST_EURO = Decimal(10_000_000)
POSTCODES = {"NL": re.compile(r"^[1-9]\d{3} ?[A-Z]{2}$"), "BE": re.compile(r"^[1-9]\d{3}$")}
MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
YES_NO = {"yes": True, "no": False, "": False}


class BadCell(ValueError):
    """A cell that cannot be used: which column, its value, and the reason with the fix."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.value = value
        self.reason = reason


Row = dict[str, str]


def needed(row: Row, column: str) -> str:
    """Give a cell that may not be empty."""
    value = row.get(column, "")
    if not value:
        raise BadCell(column, value, "is empty, and this column is needed")
    return value


@lru_cache(maxsize=20_000)
def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def day(row: Row, column: str) -> date | None:
    """Give a date, or None for an empty cell."""
    value = row.get(column, "")
    if not value:
        return None
    found = _date(value)
    if found is None or not date(1900, 1, 1) <= found <= date(2100, 1, 1):
        raise BadCell(column, value, "is no date; write YYYY-MM-DD, like 2026-01-31")
    return found


def needed_day(row: Row, column: str) -> date:
    """Give a date that may not be missing."""
    needed(row, column)
    found = day(row, column)
    if found is None:
        raise BadCell(column, "", "is empty, and this column is needed")
    return found


def euro(row: Row, column: str) -> Decimal:
    """Give an amount of zero or more in euro with at most two decimals; an empty cell is zero."""
    value = row.get(column, "") or "0"
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise BadCell(column, value, "is no amount; write it with a point, like 1234.50") from None
    if not amount.is_finite() or amount < 0 or amount > MOST_EURO:
        raise BadCell(column, value, f"is outside 0 to {MOST_EURO} euro")
    if amount != amount.quantize(Decimal("0.01")):
        raise BadCell(column, value, "has more than two decimals")
    return amount.quantize(Decimal("0.01"))


def choice(row: Row, column: str, allowed: tuple[str, ...], default: str) -> str:
    """Give one of a few words."""
    value = row.get(column, "").lower() or default
    if value not in allowed:
        raise BadCell(column, value, f"is not one of: {', '.join(allowed)}")
    return value


def yes(row: Row, column: str) -> bool:
    """Give a yes or a no; empty is no."""
    value = row.get(column, "").lower()
    if value not in YES_NO:
        raise BadCell(column, value, "is not yes or no")
    return YES_NO[value]


@lru_cache(maxsize=50_000)
def _number(value: str, region: str) -> tuple[str, bool]:
    number = phonenumbers.parse(value, region)
    if not phonenumbers.is_valid_number(number):
        raise NumberParseException(NumberParseException.NOT_A_NUMBER, "not a number that exists")
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written, phonenumbers.number_type(number) in MOBILE


def phone(row: Row, column: str, region: str, *, mobile: bool) -> str:
    """Give a number in E.164, or an empty text; `mobile` asks that it can take a text message."""
    value = row.get(column, "")
    if not value:
        return ""
    try:
        written, is_mobile = _number(value, region)
    except NumberParseException:
        raise BadCell(column, value, f"is no phone number in {region}; write it like +31612345678") from None
    if mobile and not is_mobile:
        raise BadCell(column, value, "is no mobile number; put it in the column landline")
    return written


def mailbox(row: Row, column: str) -> str:
    """Give a mailbox in its normal form, or an empty text; whether it exists is not asked."""
    value = row.get(column, "")
    if not value:
        return ""
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as fault:
        raise BadCell(column, value, f"is no mailbox: {fault}") from None


def postcode(row: Row, column: str, country: str) -> str:
    """Give a postcode in the form of its country, or as it is for other countries."""
    value = row.get(column, "").upper()
    form = POSTCODES.get(country)
    if form is None:
        return value
    if not form.match(value):
        example = "1234 AB" if country == "NL" else "2000"
        raise BadCell(column, value, f"is no postcode of {country}; write it like {example}")
    return f"{value[:4]} {value[-2:]}" if country == "NL" else value


@lru_cache(maxsize=5_000)
def _iban(value: str) -> str:
    return str(IBAN(value))


def account(row: Row, column: str) -> str:
    """Give an IBAN without spaces, checked by its control number, or an empty text."""
    value = row.get(column, "")
    if not value:
        return ""
    try:
        return _iban(value)
    except SchwiftyException as fault:
        raise BadCell(column, value, f"is no IBAN: {fault}") from None
