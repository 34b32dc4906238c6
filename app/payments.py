"""A file of payments: each reference counts once; what cannot be taken in is kept with its reason."""

from dataclasses import dataclass, field
from pathlib import Path

from app.wiring import House
from engine.brake import HERE
from engine.domain.errors import ConfigurationError, ContactError
from engine.portfolio.cells import BadCell, Row, euro, identifier, needed, needed_day
from engine.portfolio.read_csv import Columns, csv_rows
from engine.portfolio.row import Reject

NAMES = ("case_id", "amount", "paid_on", "reference")
COLUMNS = Columns(NAMES, NAMES, "docs/guide-operator.md")


@dataclass(slots=True)
class TakenPayments:
    """What came of a file."""

    new: int = 0
    known: int = 0
    rejects: list[Reject] = field(default_factory=list)


def take_in_payments(house: House, file: Path, actor: str) -> TakenPayments:
    """Take in a file row by row; raises ConfigurationError when the file as a whole cannot be used."""
    if not file.is_file():
        raise ConfigurationError(f"{file}: there is no such file")
    taken = TakenPayments()
    for line, row in csv_rows(file, COLUMNS):
        try:
            is_new = _pay(house, row, actor)
        except BadCell as fault:
            reject = Reject(line=line, column=fault.column, value=fault.value, reason=fault.reason)
            taken.rejects.append(reject)
        else:
            taken.new += is_new
            taken.known += not is_new
    return taken


def _pay(house: House, row: Row | BadCell, actor: str) -> bool:
    if isinstance(row, BadCell):
        raise row
    case_id, reference = identifier(row, "case_id"), needed(row, "reference")
    amount, on = euro(row, "amount"), needed_day(row, "paid_on")
    if not amount:
        raise BadCell("amount", row.get("amount", ""), "is no amount above zero; write it like 120.50")
    if on > house.clock().astimezone(HERE).date():
        raise BadCell("paid_on", str(on), "is still to come")
    try:
        with house.store.begin() as books:
            if not books.has_case(case_id):
                raise BadCell("case_id", case_id, "is no case that we know; import it, and this file again")
            return house.steering(books, actor).payment(case_id, amount, on, reference)
    except ContactError as fault:
        raise BadCell("", case_id, str(fault)) from None
