"""Marks in a file beside the key: how far the ledger had come when something last left."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.domain.errors import StoreUnavailable
from engine.restored import Mark


@dataclass(frozen=True, slots=True)
class FileMarks:
    """An answer to engine.restored.Marks; several databases may share a file."""

    path: Path

    def read(self, database_id: str) -> Mark | None:
        """Give the mark of a database, if there is one; raises StoreUnavailable when nobody can look."""
        with self._told("read"):
            found = self._all().get(database_id)
        if not found:
            return None
        at = datetime.fromisoformat(found["at"]) if found.get("at") else None
        return Mark(int(found["line"]), str(found["hash"]), at)

    def write(self, database_id: str, mark: Mark) -> None:
        """Replace the mark of a database, whole or not at all; raises StoreUnavailable."""
        with self._told("written"):
            said = {"line": str(mark.line), "hash": mark.hash} | (
                {"at": mark.at.isoformat()} if mark.at else {}
            )
            marks = {**self._all(), database_id: said}
            draft = self.path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
            draft.write_text(json.dumps(marks), encoding="utf-8")
            draft.replace(self.path)

    @contextmanager
    def _told(self, done: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreUnavailable(f"the mark {self.path} cannot be {done}: {error.strerror}") from error

    def _all(self) -> dict[str, dict[str, str]]:
        try:
            found: dict[str, dict[str, str]] = json.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found
