"""Rows of a portfolio, and what came of them."""

from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.touchpoint import LineKind
from engine.portfolio.importing import PortfolioImport
from engine.portfolio.row import RowReader
from tests.builders import NOW, a_creditor, an_organisation

ORGANISATION = an_organisation(
    creditors=(
        a_creditor("woonstad"),
        a_creditor("stroom-be", jurisdiction=Jurisdiction.BE, collector_role=CollectorRole.CREDITOR),
    )
)


def a_row(**cells):
    """Make a row that comes in; a test names only what it is about, and None for no cell at all."""
    row = {
        "case_id": "C-1",
        "debtor_id": "D-1",
        "creditor": "woonstad",
        "debtor_name": "Anna Jansen",
        "description": "Huur januari 2026",
        "invoice_number": "F-2026-001",
        "invoice_date": "2026-01-01",
        "due_on": "2026-01-31",
        "amount": "120.50",
    }
    return {name: value for name, value in (row | cells).items() if value is not None}


def an_address(**cells):
    """Make the cells of a Dutch address."""
    home = {"street": "Lindelaan", "house_number": "12", "postcode": "1234 AB", "town": "Voorbeeldstad"}
    return {name: value for name, value in (home | cells).items() if value is not None}


def read(row, line=2):
    """Read one row by itself: the record or None, and the rejects."""
    return RowReader(organisation=ORGANISATION, now=NOW).read(row, line)


def import_rows(database, *rows, now=NOW, batch=1_000):
    """Import rows as if they stood on line 2 and further."""
    portfolio = PortfolioImport(store=database, organisation=ORGANISATION, now=now, actor="anna", batch=batch)
    return portfolio.run(enumerate(rows, start=2))


def counts(imported):
    """Sum up an import: rows that were added, updated, unchanged, and everything that was left out."""
    return imported.added, imported.updated, imported.unchanged, len(imported.rejects)


def the_file(database, debtor_id="D-1"):
    """Read everything about one debtor."""
    with database.read() as books:
        return books.files([debtor_id])[0]


def values(file):
    """List the contact points of a debtor."""
    return [point.value for point in file.debtor.points]


def import_lines(database, case_id="C-1"):
    """Give each import line of a case: what it says in public, and what it keeps where it can be erased."""
    with database.read() as books:
        lines = books.ledger.lines(f"case:{case_id}")
        return [(line.public, books.ledger.content(line)) for line in lines if line.kind is LineKind.IMPORT]


def changed(database, case_id="C-1"):
    """List what each import line of a case says that changed."""
    return [public["changed"] for public, _ in import_lines(database, case_id)]


def wish_lines(database, debtor_id="D-1"):
    """List the wishes that stand in the ledger of a debtor."""
    with database.read() as books:
        lines = books.ledger.lines(f"debtor:{debtor_id}")
        return [(line.public["field"], books.ledger.content(line)["value"]) for line in lines]
