"""A contact point as a person types it: checked as a cell of a portfolio is."""

import re

from engine.domain.people import ContactPoint, PointKind
from engine.portfolio.cells import BadCell, Row, cleaned
from engine.portfolio.points import points_of

#: Lindelaan 12 A, 1234 AB Voorbeeldstad
ONE_LINE = re.compile(
    r"(?P<street>(?:\d+e\s)?\D.*?)\s+(?P<house_number>\d+)[\s-]*(?P<addition>\S.{0,9}?)?\s*,"
    r"\s*(?P<postcode>\d{4}(?:\s?[A-Za-z]{2})?)\s+(?P<town>\S.*)"
)
HOW = "write it like 'Lindelaan 12 A, 1234 AB Voorbeeldstad'"


def read_point(kind: PointKind, value: str, region: str) -> ContactPoint:
    """Read a number, mailbox or address of a region (NL, BE); raises BadCell with the fix."""
    row = _address(cleaned(value)) if kind is PointKind.ADDRESS else {kind.value: cleaned(value)}
    faults: list[BadCell] = []
    found = points_of(row, region, faults.append)
    if faults:
        raise faults[0]
    if not found:
        raise BadCell(kind.value, value, "is empty; write what the debtor told")
    return found[0]


def _address(line: str) -> Row:
    found = ONE_LINE.fullmatch(line)
    if found is None:
        raise BadCell("address", line, f"is no address on one line; {HOW}")
    return {name: part for name, part in found.groupdict().items() if part}
