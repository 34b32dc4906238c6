"""Whether an address can stand in the window of an envelope, and which country it is in."""

import re

from engine.domain.errors import AddressRejected, MessageRefused
from preferences.channel import ChannelKind

#: what a postal address takes, the name and a country line included
FEWEST_LINES, MOST_LINES = 3, 7
#: characters that fit in one line of the window
LONGEST_LINE = 45
#: how the line with the town begins -> the country
TOWN_LINES = {
    "NL": re.compile(r"[1-9]\d{3}\s?[A-Z]{2}\s+\S"),
    "BE": re.compile(r"(?:B-)?[1-9]\d{3}\s+[^\W\d]{2}"),
}
#: a last line that names one of our own two countries
COUNTRY_LINES = {"NEDERLAND": "NL", "BELGIË": "BE", "BELGIE": "BE", "BELGIQUE": "BE"}


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

    Raises AddressRejected when there is no postcode with a town, so that the post could not deliver it.
    """
    if known:
        return known
    last = lines[-1].strip()
    named = COUNTRY_LINES.get(last.upper(), "")
    town = lines[-2].strip() if named else last
    for country, town_line in TOWN_LINES.items():
        if town_line.match(town) and named in {"", country}:
            return country
    because = "the address has no postcode with a town of the Netherlands or Belgium"
    raise AddressRejected(because, channel=ChannelKind.LETTER)
