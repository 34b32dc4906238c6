"""Marks in a file beside the key: how far the ledger had come when something last left."""

import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from engine.restored import Mark


@dataclass(frozen=True, slots=True)
class FileMarks:
    """An answer to engine.restored.Marks; several databases may share a file."""

    path: Path

    def read(self, database_id: str) -> Mark | None:
        """Give the mark of a database, if there is one."""
        found = self._all().get(database_id)
        return Mark(int(found["line"]), str(found["hash"])) if found else None

    def write(self, database_id: str, mark: Mark) -> None:
        """Replace the mark of a database, whole or not at all."""
        marks = {**self._all(), database_id: {"line": str(mark.line), "hash": mark.hash}}
        draft = self.path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        draft.write_text(json.dumps(marks), encoding="utf-8")
        draft.replace(self.path)

    def _all(self) -> dict[str, dict[str, str]]:
        try:
            found: dict[str, dict[str, str]] = json.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found
