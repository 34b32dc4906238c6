"""What all tables share: one list of tables, and names for everything that the database enforces."""

from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlmodel import SQLModel

#: a constraint without a name cannot be changed by a later migration
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

#: SQLite keeps the row in the tree of its key: one search instead of two, and neighbours lie together
KEYED: dict[str, Any] = {"sqlite_with_rowid": False}


class Row(SQLModel):
    """
    A row of a table; who reads and writes many of them uses plain SQL (engine.store.sql) instead.

    A table class checks nothing by itself: what comes from outside was checked before it became a record.
    """

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
