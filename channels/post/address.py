"""Whether an address can stand in the window of an envelope, and which country it is in."""

import re

from engine.domain.errors import AddressRejected, MessageRefused
from engine.domain.message import Recipient
from preferences.channel import ChannelKind

#: what a postal address takes, the name and a country line included
FEWEST_LINES, MOST_LINES = 3, 7
#: characters that fit in one line of the window
LONGEST_LINE = 45
#: how a line with a town reads -> where it can be; "7100 LA LOUVIERE" is Belgian, "7100 LA  STAD" Dutch
TOWN_LINES = (
    (re.compile(r"[1-9]\d{3}(?:\s?[A-Z]{2}\s{2,}|[A-Z]{2}\s)\S"), frozenset({"NL"})),
    (re.compile(r"[1-9]\d{3}\s[A-Z]{2}\s\S"), frozenset({"NL", "BE"})),
    (re.compile(r"(?:B-)?[1-9]\d{3}\s+(?:AS$|[^\W\d]{3}|[^\W\d]{2}\W)", re.IGNORECASE), frozenset({"BE"})),
)
COUNTRY_CODE = re.compile("[A-Z]{2}")
#: a last line that names one of our own two countries
COUNTRY_LINES = {"NEDERLAND": "NL", "BELGIË": "BE", "BELGIE": "BE", "BELGIQUE": "BE"}


def envelope_lines(to: Recipient, addressee: str = "") -> tuple[str, ...]:
    """
    List what stands on the envelope: the name first, and no bare country code at the end.

    `addressee` stands in the place of the name when the letter is for whoever lives there.
    """
    lines = to.address_lines[1:] if to.address_lines[:1] == (to.name,) else to.address_lines
    name = addressee or to.name
    lines = (name, *lines) if name else lines
    return lines[:-1] if country_code(to) else lines


def country_code(to: Recipient) -> str:
    """Give the two-letter country that may be the last of the address lines; empty when it is not."""
    last = to.address_lines[-1] if to.address_lines else ""
    return last if COUNTRY_CODE.fullmatch(last) else ""


def check_window(lines: tuple[str, ...]) -> None:
    """Refuse what cannot stand in a window; the reason quotes nothing of the address."""
    if not FEWEST_LINES <= len(lines) <= MOST_LINES:
        because = f"the address has {len(lines)} lines; the post wants {FEWEST_LINES} to {MOST_LINES}"
        raise AddressRejected(because, channel=ChannelKind.LETTER)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            raise AddressRejected(f"line {number} of the address is empty", channel=ChannelKind.LETTER)
        if len(line) > LONGEST_LINE or not line.replace("\u00a0", " ").isprintable():
            because = (
                f"line {number} of the address does not fit: shorten it to {LONGEST_LINE} plain characters"
            )
            raise MessageRefused(because, channel=ChannelKind.LETTER)


def country_of(lines: tuple[str, ...], *, known: str = "") -> str:
    """
    Give the two-letter country of an address: as it is known, else as its last lines tell.

    Raises AddressRejected without a postcode and a town that belong together, so that the post could not
    deliver it, and MessageRefused when it can be in two countries.
    """
    if known:
        return known
    last = lines[-1].strip()
    named = COUNTRY_LINES.get(last.upper())
    possible = _countries_of(lines[-2].strip() if named else last)
    if named:
        possible &= {named}
    if not possible:
        because = "the address has no postcode with a town of the Netherlands or Belgium"
        raise AddressRejected(because, channel=ChannelKind.LETTER)
    if len(possible) > 1:
        because = "the address can be in two countries: give `country` with the letter, or a country line"
        raise MessageRefused(because, channel=ChannelKind.LETTER)
    return next(iter(possible))


def _countries_of(town: str) -> frozenset[str]:
    return next((countries for form, countries in TOWN_LINES if form.match(town)), frozenset())
