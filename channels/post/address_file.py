"""
Addresses that a register has to check, as a CSV: one row an address, taken away by who runs the register.

Written aside, flushed and then renamed, as a batch for the print house is: a file with its name is whole.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from channels.post.durable import write_durably
from engine.domain.address_check import AskedAddress

COLUMNS = (
    *("check", "name", "birth_date", "street", "house_number", "addition"),
    *("postcode", "town", "country"),
)


@dataclass(frozen=True, slots=True)
class AddressFile:
    """A register that takes files from a folder; an answer to engine.address_checks.AddressRegister."""

    folder: Path

    def ask(self, asked: Sequence[AskedAddress], now: datetime) -> Path | None:
        """Write a file with all that is asked; None when that is nothing."""
        if not asked:
            return None
        self.folder.mkdir(parents=True, exist_ok=True)
        rows = io.StringIO(newline="")
        writer = csv.writer(rows)
        writer.writerow(COLUMNS)
        writer.writerows(map(_row, asked))
        content = rows.getvalue().encode()
        path = self.folder / f"addresses-{now.astimezone(UTC):%Y%m%d}-{sha256(content).hexdigest()[:8]}.csv"
        write_durably(path, content)
        path.chmod(0o600)
        return path


def _row(one: AskedAddress) -> tuple[str, ...]:
    """Write one row; nothing in it begins like a formula, for it may be opened in a table of numbers."""
    at = one.address
    cells = (
        *(one.check, one.name, one.birth_date.isoformat() if one.birth_date else "", at.street),
        *(at.house_number, at.addition, at.postcode, at.town, at.country),
    )
    return tuple(f"'{cell}" if cell[:1] in "=+-@\t" and cell else cell for cell in cells)
