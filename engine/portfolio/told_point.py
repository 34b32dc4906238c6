"""A contact point as a person types it: checked as a cell of a portfolio is."""

import re
from datetime import date

from engine.domain.people import ContactPoint, PointKind, Representative
from engine.portfolio.cells import BadCell, Row, choice, cleaned, day
from engine.portfolio.helpers import HELPERS, cases_of
from engine.portfolio.points import helper_points, points_of

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


def read_helper(row: Row, case_id: str, region: str, today: date) -> Representative | None:
    """Read who speaks for the debtor of a case, as the columns of a portfolio tell it; raises BadCell."""
    told = {column: cleaned(value) for column, value in row.items() if cleaned(value)}
    if "helper_name" not in told:
        return None
    if ";" in told["helper_name"]:
        raise BadCell("helper_name", told["helper_name"], "holds a ; and is no name")
    faults: list[BadCell] = []
    points = helper_points(told, region, faults.append)
    if faults:
        raise faults[0]
    until = day(told, "helper_until")
    if until and until < today:
        raise BadCell("helper_until", str(until), "has passed; write the last day on which they speak")
    kind = choice(told, "helper_kind", HELPERS, HELPERS[0])
    cases = cases_of(told, kind, case_id)
    return Representative(name=told["helper_name"], kind=kind, points=points, until=until, cases=cases)


def _address(line: str) -> Row:
    found = ONE_LINE.fullmatch(line)
    if found is None:
        raise BadCell("address", line, f"is no address on one line; {HOW}")
    return {name: part for name, part in found.groupdict().items() if part}
