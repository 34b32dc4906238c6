"""
The KIX code of PostNL: a Dutch delivery address in bars, so that the post can sort the letter by machine.

The bars are those of RM4SCC without start, stop and check. An address abroad has no KIX code.
"""

import re

from engine.rendering.letter.content import Address
from engine.rendering.letter.errors import LetterRefused

POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
HOUSE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
ADDITION = re.compile(r"[A-Z0-9]{0,6}")
CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: a number inside a street line, with what follows it up to the next number
NUMBER_IN_LINE = re.compile(r"(?<=\s)(\d+)((?:(?!\s\d).)*)")

#: two of the four bars reach out: the six ways in the order of the code table
TWO_OF_FOUR = ("0011", "0101", "0110", "1001", "1010", "1100")
#: reaches up, reaches down: tracker, ascender, descender, full bar
BARS = {"00": "T", "10": "A", "01": "D", "11": "F"}


def kix_code(postcode: str, house_number: str, addition: str = "") -> str:
    """Write a Dutch address as KIX code: postcode, number, and after an X the addition."""
    area, extra = "".join(postcode.upper().split()), _signs(addition)
    parts = ((POSTCODE, area), (HOUSE_NUMBER, house_number), (ADDITION, extra))
    if not all(pattern.fullmatch(part) for pattern, part in parts):
        raise LetterRefused(
            "KIX code: give a postcode like 1234 AB, a number up to 99999, an addition of at most 6 signs"
        )
    return area + house_number + (f"X{extra}" if extra else "")


def bars(code: str) -> str:
    """Spell a KIX code in bars: T tracker, A ascender, D descender, F full; four for each character."""
    return "".join(_character_bars(CHARACTERS.index(character)) for character in code)


def kix_of(address: Address) -> str:
    """Read the KIX code from an address; empty when it is abroad or the number leaves any doubt."""
    if address.country != "NL":
        return ""
    number, addition = _number_of(address)
    usable = HOUSE_NUMBER.fullmatch(number) and ADDITION.fullmatch(_signs(addition))
    return kix_code(address.postcode, number, addition) if usable else ""


def _number_of(address: Address) -> tuple[str, str]:
    if address.house_number:
        return address.house_number, address.addition
    found = [match.groups() for line in address.lines[-1:] for match in NUMBER_IN_LINE.finditer(line)]
    (number, addition), *others = found or [("", "")]
    return ("", "") if others else (number, addition)


def _signs(addition: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", addition.upper())


def _character_bars(value: int) -> str:
    row, column = divmod(value, 6)
    return "".join(BARS[up + down] for up, down in zip(TWO_OF_FOUR[row], TWO_OF_FOUR[column], strict=True))
