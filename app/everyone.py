"""Reading everyone in the portfolio, for commands that look at all of them."""

from collections.abc import Iterator

from engine.ports import DebtorFile
from engine.store.books import StoredBooks

#: debtors that are read at a time
BATCH = 500


def all_files(books: StoredBooks) -> Iterator[DebtorFile]:
    """Read the file of every debtor."""
    debtors = sorted({books.debtor_of(case_id) for case_id in books.case_ids()})
    for start in range(0, len(debtors), BATCH):
        yield from books.files(debtors[start : start + BATCH])
