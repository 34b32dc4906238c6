"""Who somebody is on paper: accounts, numbers, mailboxes and pages, each checked as it is read."""

import re
from datetime import date
from typing import Annotated

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from engine.campaigns.fields import TEXT, reading, schema
from engine.campaigns.words import Unclear, clip

SECURE_PAGE = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?")
SMS_SENDER = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}|\+\d{8,15}")
#: a file beside the one that names it, or in a folder there
FILE_NAME = re.compile(r"(?:[\w-]+/){0,3}[\w.-]+\.csv")
COUNTRY = re.compile(r"[A-Z]{2}")
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2100, 1, 1)
KVK_DIGITS, BE_DIGITS, BE_MODULUS = 8, 10, 97


def read_text(text: str) -> str:
    """Read a text that says something."""
    if not text:
        raise Unclear("is empty", "write something, or remove the key")
    return text


def read_date(text: str) -> date:
    """Read a date of our time: 2026-09-01."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Unclear(f'"{clip(text)}" is not a date', "write year-month-day: 2026-09-01") from error
    if not FIRST_DAY <= found <= LAST_DAY:
        raise Unclear(f'"{clip(text)}" is no day of our time', "look at the year")
    return found


def read_iban(text: str) -> str:
    """Read an account number and check its digits; without spaces."""
    try:
        return str(IBAN(text).compact)
    except SchwiftyException as error:
        fix = "copy it again from the bank: NL91 ABNA 0417 1643 00"
        raise Unclear(f'"{clip(text)}" is not an IBAN', fix) from error


def read_email(text: str) -> str:
    """Read a mailbox; whether it exists is not asked."""
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Unclear(f'"{clip(text)}" is not an e-mail address', "write name@company.example") from error


def read_phone(text: str) -> str:
    """Read a phone number with its country; it stays as it is shown to people."""
    try:
        possible = phonenumbers.is_possible_number(phonenumbers.parse(text))
    except phonenumbers.NumberParseException:
        possible = False
    if not possible:
        raise Unclear(f'"{clip(text)}" is not a phone number', "begin with the country: +31 10 123 45 67")
    return text


def read_sms_sender(text: str) -> str:
    """Read the name or number that a text message comes from; networks show 11 characters of a name."""
    if not SMS_SENDER.fullmatch(text):
        fix = "write a name of at most 11 letters and digits, or a number: +31612345678"
        raise Unclear(f'"{clip(text)}" cannot be the sender of a text message', fix)
    return text


def read_page(text: str) -> str:
    """Read the address of a page; only https."""
    if not SECURE_PAGE.fullmatch(text):
        raise Unclear(f'"{clip(text)}" is not a safe web address', "write https://www.company.example/page")
    return text


def read_file_name(text: str) -> str:
    """Read the name of a CSV file; it lies beside the file that names it, never above."""
    if not FILE_NAME.fullmatch(text):
        raise Unclear(f'"{clip(text)}" is no CSV file beside this one', "write postcodes.csv")
    return text


def read_country(text: str) -> str:
    """Read the two-letter code of a country."""
    if not COUNTRY.fullmatch(text):
        raise Unclear(f'"{clip(text)}" is not a country code', "write NL or BE")
    return text


def read_enterprise_number(text: str) -> str:
    """Read a KvK number (8 digits) or a Belgian enterprise number (10 digits with a check)."""
    digits = re.sub(r"[ .]", "", text)
    if not re.fullmatch(rf"\d{{{KVK_DIGITS}}}|\d{{{BE_DIGITS}}}", digits, re.ASCII):
        fix = "write 8 digits (KvK) or 10 digits (Belgium)"
        raise Unclear(f'"{clip(text)}" is not a KvK or enterprise number', fix)
    if len(digits) == BE_DIGITS and BE_MODULUS - int(digits[:8]) % BE_MODULUS != int(digits[8:]):
        raise Unclear(f'"{text}" has a wrong digit', "copy the enterprise number again")
    return digits


Text = Annotated[str, reading(read_text), schema(TEXT)]
Day = Annotated[date, reading(read_date), schema({"type": "string", "format": "date"})]
Iban = Annotated[str, reading(read_iban), schema({"type": "string"}, examples=["NL91 ABNA 0417 1643 00"])]
Email = Annotated[str, reading(read_email), schema({"type": "string", "format": "email"})]
Phone = Annotated[str, reading(read_phone), schema(TEXT, examples=["+31 10 123 45 67"])]
SmsSender = Annotated[str, reading(read_sms_sender), schema({"type": "string"}, examples=["Rivierhoek"])]
Page = Annotated[str, reading(read_page), schema({"type": "string", "pattern": "^https://"})]
FileName = Annotated[str, reading(read_file_name), schema({"type": "string", "pattern": r"\.csv$"})]
Country = Annotated[str, reading(read_country), schema({"type": "string", "pattern": "^[A-Z]{2}$"})]
EnterpriseNumber = Annotated[str, reading(read_enterprise_number), schema(TEXT)]
