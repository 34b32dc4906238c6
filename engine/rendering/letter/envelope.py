"""The window of the envelope: where it sits, and how an address must stand in it."""

import re
from dataclasses import dataclass
from typing import Literal

from babel import Locale

from engine.rendering.letter.content import Address
from engine.rendering.letter.errors import LetterRefused
from engine.rendering.letter.kix import POSTCODE

#: what a postal address takes, name and country line included
FEWEST_LINES, MOST_LINES = 3, 7
POSTCODES = {
    "NL": (POSTCODE, "1234 AB"),
    "BE": (re.compile(r"[1-9][0-9]{3}"), "2000"),
}
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
#: room above the window for the sender, and beside it for details and date, in mm
LETTERHEAD, BESIDE = 30, 80
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeProfile:
    """
    Where the window of a print house's envelope shows the letter, in mm from the top left of the page.

    Not standardised in the Netherlands and Belgium: each print house has its own, signed off on a test print.
    """

    name: str = "standard"
    x: float = 25
    y: float = 52
    w: float = 85
    h: float = 33
    side: Literal["left", "right"] = "left"
    #: print the KIX code under a Dutch address
    kix: bool = True
    #: print the sender's address in the window; off for bpost, which wants one postcode in it
    return_address: bool = True

    def __post_init__(self) -> None:
        on_page = self.x >= 0 and self.x + self.w <= PAGE_WIDTH and self.w > 0 and self.h > 0
        if not on_page or self.y < LETTERHEAD or self.y + self.h > PAGE_HEIGHT / 2:
            raise ValueError(
                f"envelope {self.name!r}: the window must lie on the upper half of the page, "
                f"at least {LETTERHEAD} mm from the top"
            )
        if (PAGE_WIDTH - self.x - self.w if self.side == "left" else self.x) < BESIDE:
            raise ValueError(
                f"envelope {self.name!r}: {BESIDE} mm beside a window on the {self.side} must stay free"
            )


def window_lines(address: Address, *, posted_in: str) -> tuple[str, ...]:
    """Write an address as it must stand in the window, from the name to the country line."""
    abroad = (_country_name(address.country),) if address.country != posted_in else ()
    lines = (address.name, *address.lines, _town_line(address), *abroad)
    if not all(line.strip() for line in lines):
        raise LetterRefused("address: a line is empty; leave it out, and give the name and the town")
    if not FEWEST_LINES <= len(lines) <= MOST_LINES:
        raise LetterRefused(
            f"address: it has {len(lines)} lines; a postal address has {FEWEST_LINES} to {MOST_LINES}"
        )
    return lines


def _town_line(address: Address) -> str:
    postcode, town = address.postcode.upper().strip(), address.town.upper().strip()
    if not town:
        raise LetterRefused("address: the town is missing")
    if address.country in POSTCODES:
        pattern, example = POSTCODES[address.country]
        postcode = "".join(postcode.split())
        if not pattern.fullmatch(postcode):
            raise LetterRefused(f"address: the postcode must look like {example} in {address.country}")
    if address.country == "NL":
        return f"{postcode[:4]}{NBSP}{postcode[4:]}{NBSP}{NBSP}{town}"
    return f"{postcode} {town}".strip()


def _country_name(code: str) -> str:
    name = Locale("nl").territories.get(code)
    if name is None:
        raise LetterRefused(f"address: {code!r} is no two-letter country code; use NL, BE, DE and the like")
    return str(name).upper()
