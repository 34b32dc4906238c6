"""Cells that say how to reach somebody or where to pay, each checked by the library that knows its field."""

import re
from contextlib import suppress
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from engine.domain.postcodes import EXAMPLES, POSTCODES
from engine.portfolio.cells import BadCell, Row

#: with letters a number would be read as a word to dial, and a slash may part two numbers
PHONE = re.compile(r"[0-9+() .-]+")
MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
#: the part before the @ of nearly every mailbox: needs no closer look
PLAIN_NAME = re.compile(r"(?=.{1,64}$)[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")


def phone(row: Row, column: str, region: str) -> str:
    """Give a number in E.164, or an empty text; one without country code is one of the region."""
    value = row.get(column, "")
    return _number(value, column, region)[0] if value else ""


def mobile(row: Row, column: str, region: str) -> str:
    """Give a number that can take a text message, in E.164, or an empty text."""
    value = row.get(column, "")
    if not value:
        return ""
    written, kind = _number(value, column, region)
    if kind not in MOBILE:
        raise BadCell(column, value, "is no mobile number; put a fixed number in the column landline")
    return written


def _number(value: str, column: str, region: str) -> tuple[str, int]:
    """Read a number and its kind; a number without a kind does not exist."""
    number = None
    if PHONE.fullmatch(value):
        with suppress(NumberParseException):
            number = phonenumbers.parse(value, region)
    kind = phonenumbers.number_type(number) if number else PhoneNumberType.UNKNOWN
    if number is None or kind == PhoneNumberType.UNKNOWN:
        fix = "write one number, with its country code: +31612345678"
        raise BadCell(column, value, f"is no phone number of {region}; {fix}")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), kind


def mailbox(row: Row, column: str) -> str:
    """Give a mailbox in its normal form, or an empty text; whether it exists is not asked."""
    value = row.get(column, "")
    if not value:
        return ""
    name, _, domain = value.rpartition("@")
    try:
        if PLAIN_NAME.fullmatch(name):
            return f"{name}@{_domain(domain)}"
        return validate_email(value, check_deliverability=False, strict=True).normalized
    except EmailNotValidError as fault:
        raise BadCell(column, value, f"is no mailbox: {fault}") from None


@lru_cache(maxsize=10_000)
def _domain(domain: str) -> str:
    """Check what stands after the @: few different ones serve nearly everybody."""
    return validate_email(f"x@{domain}", check_deliverability=False).domain


def country(row: Row, home: str) -> str:
    """
    Give the two-letter code of the country where somebody lives.

    Without one it is `home`, unless the postcode can only be a Dutch one.
    """
    value = row.get("country", "").upper()
    if not value:
        return "NL" if POSTCODES["NL"].fullmatch(row.get("postcode", "").upper()) else home
    if value not in phonenumbers.SUPPORTED_REGIONS:
        raise BadCell("country", row["country"], "is no two-letter code of a country, like NL, BE or DE")
    return value


def postcode(row: Row, column: str, region: str) -> str:
    """Give a postcode in the form of its country, or as it is for a country whose form we do not know."""
    value = row.get(column, "").upper()
    form = POSTCODES.get(region)
    if form is None:
        return value
    found = form.fullmatch(value)
    if found is None:
        fix = f"write it like {EXAMPLES[region]}, or fill in the column country"
        raise BadCell(column, value, f"is no postcode of {region}; {fix}")
    return " ".join(part for part in found.groups() if part)


def account(row: Row, column: str) -> str:
    """Give an IBAN without spaces, checked by its control number, or an empty text."""
    value = row.get(column, "")
    if not value:
        return ""
    try:
        return _iban(value)
    except SchwiftyException as fault:
        raise BadCell(column, value, f"is no IBAN: {fault}") from None


@lru_cache(maxsize=10_000)
def _iban(value: str) -> str:
    return str(IBAN(value))
