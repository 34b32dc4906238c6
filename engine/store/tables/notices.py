"""Notices: answers and confirmations outside campaigns."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from engine.store.columns import Moment
from engine.store.tables.row import KEYED, Row

IS_OWED = text("due_at IS NOT NULL")


class NoticeRow(Row, table=True):
    """One message that we owe a debtor."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("cause", "template"),
        Index("ix_notice_due", "due_at", sqlite_where=IS_OWED, postgresql_where=IS_OWED),
        KEYED,
    )

    id: str = Field(primary_key=True)
    debtor_id: str = Field(foreign_key="debtor.id", index=True)
    case_id: str = Field(foreign_key="case_.id", index=True)
    kind: str
    cause: str
    template: str
    legal_role: str
    #: separated by commas, the best first
    channels: str
    since: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    #: when it is looked at (again); empty: it left, lapsed, or a person has it
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    may_lapse: int = 0
    #: what it tells beside the claim, as JSON
    told: str
    #: the one number, mailbox or address that it may go to, of somebody else; empty: to the debtor
    only_to: str = ""
