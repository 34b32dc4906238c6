"""What a register says of addresses: a CSV with one row a check, again and again the same one or not."""

from dataclasses import dataclass, field
from pathlib import Path

from app.wiring import House
from engine.address_checks import AddressChecks
from engine.domain.address_check import AddressOutcome, CheckedAddress
from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.people import ContactPoint
from engine.portfolio.cells import BadCell, Row, choice, needed, needed_day
from engine.portfolio.points import points_of
from engine.portfolio.read_csv import Columns, csv_rows

ADDRESS = ("street", "house_number", "addition", "postcode", "town", "country")
COLUMNS = Columns(("check", "outcome", "on", *ADDRESS), ("check", "outcome", "on"), "docs/guide-operator.md")
OUTCOMES = tuple(one.value for one in AddressOutcome)
REGISTER = "register"


@dataclass(slots=True)
class TakenResults:
    """What came of a file; `refused` names line and reason of each row."""

    news: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ResultsFile:
    """Takes in the file of a register."""

    house: House

    def take_in(self, path: Path) -> TakenResults:
        """Take in a file, each row in a transaction of its own; raises ConfigurationError."""
        taken = TakenResults()
        for line, row in csv_rows(path, COLUMNS):
            try:
                is_news = self._row(row)
            except BadCell as fault:
                taken.refused.append(f"line {line}: {fault.column or 'row'} '{fault.value}' {fault.reason}")
            except (NotAllowed, UnknownReference) as fault:
                taken.refused.append(f"line {line}: {fault}")
            else:
                taken.news += is_news
                taken.known += not is_news
        return taken

    def _row(self, row: Row | BadCell) -> bool:
        if isinstance(row, BadCell):
            raise row
        told = CheckedAddress(
            outcome=AddressOutcome(choice(row, "outcome", OUTCOMES, "")),
            on=needed_day(row, "on"),
            source=REGISTER,
            now_at=_now_at(row),
        )
        if told.now_at is not None and told.outcome is not AddressOutcome.MOVED:
            raise BadCell("street", row.get("street", ""), "goes with the outcome moved: a new address")
        with self.house.store.begin() as books:
            checks = AddressChecks(books, REGISTER, self.house.clock(), self.house.new_id)
            return checks.take_in(needed(row, "check"), told)


def _now_at(row: Row) -> ContactPoint | None:
    """Read the new address; None when there is none."""
    told = {name: row[name] for name in ADDRESS if row.get(name)}
    if not told:
        return None
    faults: list[BadCell] = []
    found = points_of(told, told.get("country", "NL"), faults.append)
    if faults:
        raise faults[0]
    return found[0] if found else None
