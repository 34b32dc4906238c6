"""Letters: finished PDF files per second on one core, each with its own address, QR code and KIX code."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

from benchmarks.figure import Figure, figure, show
from engine.rendering.letter.content import Address, LetterText, PaymentRequest, SenderBlock
from engine.rendering.letter.markup import blocks_from_text
from engine.rendering.letter.press import LetterPress

#: how many letters are timed: by one press, and by a fresh press for each letter
LETTERS, REFERENCE_LETTERS, WARMING_UP = 400, 100, 10
ISSUED_ON = date(2026, 11, 21)
BODY = """
U hebt een rekening van Woonstichting De Linde. De rekening is nog niet betaald.

## Wat moet u betalen?
| Huur oktober 2026 | € {rent},40 |
| Al betaald | € 12,00 |
| Totaal | € {rent},40 |

## Hoe betaalt u?
Betaal voor 5 december 2026. Dat kan op deze manier:

[betalen]

## Kunt u niet betalen, of klopt het niet?
Bel of mail ons dan. Wij denken graag met u mee. Dit kunt u doen:

- In delen betalen. Wij maken samen een plan dat bij u past.
- Ons vertellen dat de rekening niet klopt. Wij stoppen dan tot het is uitgezocht.

Hebt u meer schulden? De gemeente helpt u gratis.
"""
SENDER = SenderBlock(
    name="Incassobureau De Brug",
    return_line="Postbus 1234, 3000 AB Voorbeeldstad",
    details=("Namens Woonstichting De Linde", "hulp@debrug.example", "www.debrug.example"),
)


def letters() -> Iterator[LetterText]:
    """Write letters without end; no two have the same address, amount and reference."""
    number = 1000
    while True:
        number += 1
        yield LetterText(
            sender=SENDER,
            to=Address(
                name=f"Mevrouw F. Ünal-{number}",
                lines=(f"Havendijk {number}-2",),
                postcode="1231 GF",
                town="Voorbeeldstad",
                country="NL",
            ),
            place_date="Voorbeeldstad, 21 november 2026",
            subject="Uw huur van oktober is nog niet betaald",
            references=(("Ons kenmerk", f"D-{number}"),),
            greeting="Beste mevrouw Ünal,",
            blocks=blocks_from_text(BODY.format(rent=number)),
            closing="Met vriendelijke groet,",
            signature=("Sanne de Wit", "Incassobureau De Brug"),
            footer="Bent u het niet eens met hoe wij werken? Stuur een klacht naar klacht@debrug.example.",
            payment=PaymentRequest(
                beneficiary="Stichting Derdengelden De Brug",
                iban="NL91ABNA0417164300",
                amount=Decimal(number) + Decimal("0.40"),
                reference=f"D-{number} huur oktober 2026",
            ),
            payment_link=f"https://betaal.debrug.example/D-{number}",
        )


def per_second(texts: Iterable[LetterText], press_for: Callable[[], LetterPress]) -> float:
    """Time the processor over all threads, so that the figure is for one core."""
    started, printed = time.process_time(), 0
    for text in texts:
        press_for().print_letter(text, issued_on=ISSUED_ON)
        printed += 1
    return printed / (time.process_time() - started)


def measure(count: int = LETTERS, reference_count: int = REFERENCE_LETTERS) -> Figure:
    """Print letters by one press that is kept, and by a fresh press for each, in the same run."""
    press, texts = LetterPress(), letters()
    per_second(islice(texts, WARMING_UP), lambda: press)
    measured = per_second(islice(texts, count), lambda: press)
    fresh = per_second(islice(texts, reference_count), LetterPress)
    said = ("the same letters, a fresh typst compiler for each", fresh)
    return figure("letters", "PDFs with QR and KIX per second per core", measured, said, measured / fresh)


if __name__ == "__main__":
    show(__doc__, measure)
