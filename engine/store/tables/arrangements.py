"""Arrangements: what was agreed to be paid in parts."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from engine.store.columns import Moment
from engine.store.tables.row import KEYED, Row

HAS_A_MOMENT = text("look_at IS NOT NULL")


class ArrangementRow(Row, table=True):
    """What a debtor pays for a case, in parts."""

    __tablename__ = "arrangement"
    __table_args__ = (
        Index("ix_arrangement_look", "look_at", sqlite_where=HAS_A_MOMENT, postgresql_where=HAS_A_MOMENT),
        KEYED,
    )

    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case_.id", index=True)
    debtor_id: str = Field(foreign_key="debtor.id", index=True)
    status: str
    #: [[day, cents], ...] as JSON, in order
    instalments: str
    every: str
    proposed_at: datetime = Field(sa_type=Moment)
    proposed_by: str
    agreed_at: datetime | None = Field(default=None, sa_type=Moment)
    agreed_by: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    #: how many instalments were missed at the last look
    missed: int = 0
    #: when it is looked at again
    look_at: datetime | None = Field(default=None, sa_type=Moment)
