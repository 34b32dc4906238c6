"""What all parts of the books share: one transaction."""

from datetime import datetime

from engine.store.sql import Sql
from engine.store.vault import Vault


class Shelf:
    """One part of the books inside one transaction; engine.store.books puts the parts together."""

    def __init__(self, sql: Sql, vault: Vault) -> None:
        self._sql = sql
        self._vault = vault
        #: the newest moment that this transaction was asked about; bounds how far back it reads
        self._asked_at: datetime | None = None
