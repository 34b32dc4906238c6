"""Every kind of table with who answers it; a new kind gets its place here."""

from engine.scenarios import contents, costs, events, letters, terms, windows
from engine.scenarios.table import Table

TABLES: tuple[Table, ...] = (
    windows.TABLE,
    letters.TABLE,
    costs.TABLE_NL,
    costs.TABLE_BE,
    terms.TABLE,
    events.TABLE,
    contents.TABLE,
)


def table_for(name: str, columns: frozenset[str]) -> Table | None:
    """Find the kind of a file by its name; for another name by its columns."""
    for table in TABLES:
        if table.name == name:
            return table
    fitting = [table for table in TABLES if {*table.inputs, *table.outputs} <= columns]
    return fitting[0] if len(fitting) == 1 else None
