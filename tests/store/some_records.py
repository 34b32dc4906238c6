"""Portfolio records for the tests of the store."""

from dataclasses import replace

from engine.domain.approval import Approval
from engine.domain.portfolio import PortfolioRecord
from tests.builders import NOW, a_case, a_debtor


def a_record(case=None, debtor=None, **changes):
    """Make a record; the debtor is the one that the case names, unless one is given."""
    case = case or a_case()
    return replace(
        PortfolioRecord(case=case, debtor=debtor or a_debtor(case.debtor_id), fingerprint="first"), **changes
    )


def an_approval(**changes):
    """Make an approval of one template."""
    return replace(
        Approval(
            template="vriendelijk",
            version="1a2b3c4d5e6f",
            by="anna",
            at=NOW,
            checker="3-1a2b3c4d5e6f",
            verdict="pass",
            files={"vriendelijk/sms.txt": "Goedendag"},
        ),
        **changes,
    )


def some_records(count):
    """Make records of as many debtors, each with one case."""
    return [a_record(a_case(f"C-{number:04}", debtor_id=f"D-{number:04}")) for number in range(1, count + 1)]


def take_in(database, *records):
    """Bring records into a database."""
    with database.begin() as books:
        books.insert_records(records)
