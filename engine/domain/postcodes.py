"""Which partner helps where: ranges of postcodes, the narrowest that holds a postcode wins; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.case import Jurisdiction
from engine.domain.people import Debtor

#: the digits of a postcode: 1234 AB (Netherlands), 2000 (Belgium)
DIGITS = re.compile(r"\s*(\d{4})\s*(?:[A-Za-z]{2})?\s*", re.ASCII)
#: by country: how a whole postcode looks; SA, SD and SS are not given out in the Netherlands
POSTCODES = {
    "NL": re.compile(r"([1-9][0-9]{3}) ?(?!S[ADS])([A-Z]{2})"),
    "BE": re.compile(r"([1-9][0-9]{3})()"),
}
EXAMPLES = {"NL": "1234 AB", "BE": "2000"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostcodeRange:
    """The postcodes of a country, from and up to, where a partner helps; with the source of that."""

    jurisdiction: Jurisdiction
    first: int
    last: int
    partner: str
    source: str

    @property
    def width(self) -> int:
        """Say how many postcodes it has."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class PostcodeTable:
    """All ranges."""

    ranges: Sequence[PostcodeRange] = ()

    def find(self, jurisdiction: Jurisdiction, postcode: str) -> PostcodeRange | None:
        """Find who helps at a postcode; None when nobody is known."""
        digits = number_of(postcode)
        if digits is None:
            return None
        holding = [
            one for one in self.ranges if one.jurisdiction is jurisdiction and one.first <= digits <= one.last
        ]
        return min(holding, key=lambda one: (one.width, one.first, one.partner), default=None)

    def partner_for(self, debtor: Debtor, jurisdiction: Jurisdiction) -> str:
        """Name the partner who helps where a debtor lives; empty when nobody is known."""
        for point in debtor.points:
            # an address from which the post came back may be where somebody else lives
            if point.address is not None and point.state.usable:
                found = self.find(jurisdiction, point.address.postcode)
                if found:
                    return found.partner
        return ""


def number_of(postcode: str) -> int | None:
    """Read the digits of a postcode; None when it is none."""
    found = DIGITS.fullmatch(postcode)
    return int(found[1]) if found else None
