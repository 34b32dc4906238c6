"""Portfolio records for the tests of the store."""

from dataclasses import replace

from engine.domain.portfolio import PortfolioRecord
from tests.builders import a_case, a_debtor


def a_record(case=None, debtor=None, **changes):
    """Make a record; the debtor is the one that the case names, unless one is given."""
    case = case or a_case()
    return replace(
        PortfolioRecord(case=case, debtor=debtor or a_debtor(case.debtor_id), fingerprint="first"), **changes
    )


def some_records(count):
    """Make records of as many debtors, each with one case."""
    return [a_record(a_case(f"C-{number:04}", debtor_id=f"D-{number:04}")) for number in range(1, count + 1)]


def take_in(database, *records):
    """Bring records into a database."""
    with database.begin() as books:
        books.insert_records(records)
