"""What the typst template gets: the words of a letter, checked and with their line breaks, and drawings."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from babel.numbers import format_currency

from engine.rendering.letter.breaks import LONGEST_IN_COLUMN, LONGEST_WORD, SOFT_HYPHEN, set_breaks
from engine.rendering.letter.content import Block, Heading, LetterText, PaymentPlace, PaymentRequest
from engine.rendering.letter.envelope import EnvelopeProfile, window_lines
from engine.rendering.letter.errors import LetterRefused
from engine.rendering.letter.kix import bars, kix_of
from engine.rendering.letter.payment_qr import account, epc_text
from engine.rendering.letter.qr_symbol import qr_symbol

#: no letter of four pages holds more; refused before it costs time
MOST_CHARACTERS = 20_000
WEB_ADDRESS = re.compile(r"https://[!-~]{4,500}")
#: what stands in a narrow column beside something else
IN_COLUMN = frozenset({"sender", "place_date", "references", "payment"})
#: stands above the payment request when the text has no place for it
PAYMENT_HEADING = Heading(text="Zo betaalt u")
#: what bank apps call the reference of a transfer, by the country of the sender
REFERENCE_LABELS = {"NL": "Omschrijving", "BE": "Mededeling"}


def sheet_of(text: LetterText, profile: EnvelopeProfile) -> dict[str, object]:
    """Turn a letter into the values that the template sets, or refuse it."""
    check(text)
    drawings = _drawings(text, profile)
    return {place: _typeset(value, _room(place)) for place, value in _words(text).items()} | drawings


def check(text: LetterText) -> None:
    """Refuse a letter that lacks a subject, or holds what cannot be printed."""
    if not text.subject.strip():
        raise LetterRefused("subject: it is empty; a letter needs a title that says what it is about")
    if text.payment_link is not None and not WEB_ADDRESS.fullmatch(text.payment_link):
        raise LetterRefused("payment_link: it must be a web address that starts with https://")
    length = 0
    for place, words in places(text):
        length += len(words)
        if not words.isprintable():
            _refuse_hidden(place, words)
    if length > MOST_CHARACTERS:
        raise LetterRefused(
            f"the letter has {length} characters; four pages hold {MOST_CHARACTERS}: shorten it"
        )


def places(text: LetterText) -> Iterator[tuple[str, str]]:
    """List every text of a letter with the name of its place, such as `to.name` or `blocks.2.items.0`."""
    return _places(_plain(text), "")


def _plain(value: object) -> object:
    """Write records as plain values; unlike dataclasses.asdict it copies no text."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _places(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place.removeprefix("."), value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _places(part, f"{place}.{key}")
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _places(part, f"{place}.{index}")


def _words(text: LetterText) -> dict[str, object]:
    words = {one.name: _plain(getattr(text, one.name)) for one in fields(text)}
    return words | {
        "to": window_lines(text.to, posted_in=text.sender.country),
        "blocks": [_plain(block) for block in _blocks(text)],
        "payment": _payment_rows(text.payment, text.sender.country) if text.payment else (),
    }


def _drawings(text: LetterText, profile: EnvelopeProfile) -> dict[str, object]:
    wants_kix = text.kix and profile.kix and text.sender.country == "NL"
    return {
        "window": _plain(profile),
        "kix": bars(kix_of(text.to)) if wants_kix else "",
        "qr": qr_symbol(epc_text(text.payment).encode()).svg() if text.payment else "",
        "qr_alt": _spoken(text.payment) if text.payment else "",
        "payment_url": text.payment_link,
    }


def _refuse_hidden(place: str, words: str) -> None:
    """Refuse control and direction characters: they could reorder or hide what the reader sees."""
    for character in words:
        category = unicodedata.category(character)
        if category != "Zs" and category[0] in "CZ" and character != SOFT_HYPHEN:
            raise LetterRefused(f"{place}: it holds the hidden character U+{ord(character):04X}; remove it")


def _room(place: str) -> int:
    return LONGEST_IN_COLUMN if place in IN_COLUMN else LONGEST_WORD


def _typeset(value: object, longest: int) -> object:
    if isinstance(value, str):
        return set_breaks(unicodedata.normalize("NFC", value), longest=longest)
    if isinstance(value, dict):
        return {key: _typeset(part, longest) for key, part in value.items()}
    return [_typeset(part, longest) for part in value] if isinstance(value, (list, tuple)) else value


def _blocks(text: LetterText) -> tuple[Block, ...]:
    if text.payment is None and text.payment_link is None:
        return tuple(block for block in text.blocks if not isinstance(block, PaymentPlace))
    if any(isinstance(block, PaymentPlace) for block in text.blocks):
        return text.blocks
    return (*text.blocks, PAYMENT_HEADING, PaymentPlace())


def _payment_rows(payment: PaymentRequest, sender_country: str) -> tuple[tuple[str, str], ...]:
    bic = (("BIC", payment.bic),) if payment.bic else ()
    return (
        ("Bedrag", _euros(payment)),
        ("Rekeningnummer", account(payment.iban).formatted),
        *bic,
        ("Op naam van", payment.beneficiary),
        (REFERENCE_LABELS.get(sender_country, REFERENCE_LABELS["NL"]), payment.reference),
    )


def _spoken(payment: PaymentRequest) -> str:
    return (
        f"QR-code voor de app van uw bank: {_euros(payment)} naar rekening {account(payment.iban).formatted} "
        f"op naam van {payment.beneficiary}, met kenmerk {payment.reference}."
    )


def _euros(payment: PaymentRequest) -> str:
    return format_currency(payment.amount, "EUR", locale="nl_NL")
