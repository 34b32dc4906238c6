"""The words of one letter, before they are set: addresses, blocks of text and the payment request."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """
    Who the letter goes to, as it must stand in the window.

    `lines` are what comes between the name and the postcode: attention lines and the street with its number.
    `country` is the two-letter code. The house number and its addition are read from the last of the lines
    for the KIX code, unless they are given apart.
    """

    name: str
    lines: tuple[str, ...]
    postcode: str
    town: str
    country: str
    house_number: str = ""
    addition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderBlock:
    """Who writes: the name, the return line for the window, and lines with phone, web and registration."""

    name: str
    return_line: str
    details: tuple[str, ...] = ()
    #: where the letter is posted, as two-letter code; addresses there get no country line
    country: str = "NL"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRequest:
    """What to transfer: an amount in euro to one account under one reference."""

    beneficiary: str
    iban: str
    bic: str | None = None
    amount: Decimal
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside the letter, one level below the subject."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of running text; in bold type only where the law asks for that."""

    text: str
    bold: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """A list with bullets."""

    items: tuple[str, ...]
    kind: Literal["list"] = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountTable:
    """Rows of a label and an amount; a row whose label starts with "Totaal" is set apart."""

    rows: tuple[tuple[str, str], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentPlace:
    """The place in the text where the payment request comes; without one it comes after the last block."""

    kind: Literal["payment"] = "payment"


Block = Heading | Paragraph | BulletList | AmountTable | PaymentPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """One letter in words; the press decides how it looks."""

    language: Literal["nl"] = "nl"
    sender: SenderBlock
    to: Address
    place_date: str
    subject: str
    #: labels with their values, such as ("Kenmerk", "D-1001")
    references: tuple[tuple[str, str], ...] = ()
    greeting: str
    blocks: tuple[Block, ...]
    closing: str
    #: one line each: who signs, and for whom
    signature: tuple[str, ...] = ()
    #: small print under the letter, such as complaint and dispute routes
    footer: str = ""
    payment: PaymentRequest | None = None
    payment_link: str | None = None
    large_print: bool = False
    kix: bool = True
