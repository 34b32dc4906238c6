"""Words of an invented case, typed: every slot holds one plain word, so that only the template is judged."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from engine.domain.case import ChargeKind
from engine.rendering.template import ChannelText
from engine.rendering.vocabulary import CASE, INVOICE, WORDS, Kind, Vocabulary, Word

#: a word that stands in no template
DESCRIPTION = "proefomschrijving"
SAMPLES: Mapping[Kind, object] = {
    Kind.TEXT: "Voorbeeld",
    Kind.NAME: "Bakker",
    Kind.FREE: DESCRIPTION,
    Kind.LINK: "voorbeeld.example/u",
    Kind.AMOUNT: Decimal("1234.50"),
    Kind.DATE: date(2026, 9, 30),
    Kind.ACCOUNT: "NL91ABNA0417164300",
    Kind.NUMBER: 14,
    Kind.FLAG: True,
}
#: what a word holds when there is nothing
NOTHING: Mapping[Kind, object] = {
    Kind.AMOUNT: Decimal(0),
    Kind.NUMBER: 0,
    Kind.FLAG: False,
    Kind.RECORD: None,
}
COUNTRY = "land"


def scenes(text: ChannelText) -> Iterator[dict[str, object]]:
    """
    Give words that lead a text through all its branches.

    First everything there and everything absent, then in both each word that an `if` asks about turned over.
    """
    full, bare = _full_and_bare(text)
    options = options_of(text)
    for base in (full, bare):
        yield base
        for name, others in options.items():
            for value in others:
                yield base | {name: value}


def options_of(text: ChannelText) -> dict[str, tuple[object, ...]]:
    """Give for each word that an `if` asks about: there, absent, and around what it is compared to."""
    full, bare = _full_and_bare(text)
    countries = tuple(sorted(text.about.jurisdictions))
    return {
        name: countries if name == COUNTRY else (full[name], bare[name], *_around(constants))
        for name, constants in text.asked.items()
    }


def _full_and_bare(text: ChannelText) -> tuple[dict[str, object], dict[str, object]]:
    country = min(text.about.jurisdictions)
    full = {name: _sample(name, word) for name, word in WORDS.items()} | {COUNTRY: country}
    bare = full | {name: _absent(WORDS[name]) for name in text.asked if name != COUNTRY}
    bare["zaken"] = [_plain_case()]
    return full, bare


def _sample(name: str, word: Word) -> object:
    if name == "zaken":
        return [_plain_case(), _rich_case()]
    return _record(word.parts) if word.kind is Kind.RECORD else SAMPLES[word.kind]


def _absent(word: Word) -> object:
    return [_plain_case()] if word.kind is Kind.LIST else NOTHING.get(word.kind, "")


def _around(constants: set[str | float]) -> Iterator[object]:
    """Give what makes comparisons with constants come out each way."""
    for constant in constants:
        yield constant
        if not isinstance(constant, str):
            yield constant + 1
            yield constant - 1


def _record(parts: Vocabulary) -> dict[str, object]:
    return {
        name: [_record(word.parts)] * 2 if word.kind is Kind.LIST else SAMPLES[word.kind]
        for name, word in parts.items()
    }


def _plain_case() -> dict[str, object]:
    nothing = dict.fromkeys(("betaald", "rente", "kosten"), Decimal(0))
    return _record(CASE) | nothing | {"facturen": [_invoice(ChargeKind.PRINCIPAL)]}


def _rich_case() -> dict[str, object]:
    return _record(CASE) | {"facturen": [_invoice(kind) for kind in ChargeKind]}


def _invoice(kind: ChargeKind) -> dict[str, object]:
    return _record(INVOICE) | {"soort": kind.value}
