"""Whether the house can work: asked by monitors."""

from dataclasses import dataclass

from app.job_tables import is_prepared
from engine.domain.errors import ContactError
from engine.store.database import Database
from engine.store.revision import is_current


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """Asks the database; an answer to web.site.Health."""

    store: Database

    def trouble(self) -> str:
        """Say what keeps us from working; empty when nothing does."""
        try:
            if not (is_current(self.store) and is_prepared(self.store)):
                return "the tables are not the newest: run `minnelijk db upgrade`"
        except ContactError as error:
            return str(error)
        return ""
