"""Letters with sensible defaults, and one press for all tests: a test names only what it is about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from engine.rendering.letter.content import Address, LetterText, PaymentRequest, SenderBlock
from engine.rendering.letter.envelope import EnvelopeProfile
from engine.rendering.letter.markup import blocks_from_text
from engine.rendering.letter.press import Letter, LetterPress

ISSUED_ON = date(2026, 11, 21)
BODY = """
U hebt een rekening van Woonstichting De Linde. De rekening is nog niet betaald.

## Wat moet u betalen?
| Huur oktober 2026 | € 612,40 |
| Totaal | € 612,40 |

## Hoe betaalt u?
Betaal voor 5 december 2026.

[betalen]

## Kunt u niet betalen, of klopt het niet?
Bel of mail ons dan:

- Wij maken samen een plan.
- Of wij zoeken uit wat er niet klopt.
"""


def an_address(**changes) -> Address:
    address = Address(
        name="Mevrouw F. Jansen", lines=("Havendijk 156-2",), postcode="1231GF", town="Postdam", country="NL"
    )
    return replace(address, **changes)


def a_payment(**changes) -> PaymentRequest:
    payment = PaymentRequest(
        beneficiary="Stichting Derdengelden De Brug",
        iban="NL91ABNA0417164300",
        amount=Decimal("612.40"),
        reference="D-1001 huur oktober",
    )
    return replace(payment, **changes)


def a_sender(**changes) -> SenderBlock:
    sender = SenderBlock(
        name="Incassobureau De Brug",
        return_line="Postbus 1234, 3000 AA Voorbeeldstad",
        details=("Telefoon 010 - 000 00 00", "hulp@debrug.example", "KvK 00000000"),
    )
    return replace(sender, **changes)


def a_letter(**changes) -> LetterText:
    letter = LetterText(
        sender=a_sender(),
        to=an_address(),
        place_date="Voorbeeldstad, 21 november 2026",
        subject="Uw huur van oktober is nog niet betaald",
        references=(("Ons kenmerk", "D-1001"),),
        greeting="Beste mevrouw Jansen,",
        blocks=blocks_from_text(BODY),
        closing="Met vriendelijke groet,",
        signature=("Sanne de Wit", "Incassobureau De Brug"),
        footer="Een klacht? Schrijf naar klacht@debrug.example.",
        payment=a_payment(),
        payment_link="https://betaal.debrug.example/D-1001",
    )
    return replace(letter, **changes)


@cache
def a_press(profile: EnvelopeProfile | None = None) -> LetterPress:
    return LetterPress(profile=profile or EnvelopeProfile())


def printed(text: LetterText, profile: EnvelopeProfile | None = None) -> Letter:
    return a_press(profile).print_letter(text, issued_on=ISSUED_ON)
