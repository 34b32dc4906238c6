"""The links in messages, and how often somebody tried to prove who they are."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from engine.store.columns import GrowingNumber, Moment
from engine.store.tables.row import KEYED, Row


class PortalLinkRow(Row, table=True):
    """A link that left with a message: only its fingerprint, with which nobody opens a page."""

    __tablename__ = "portal_link"
    __table_args__ = KEYED

    fingerprint: str = Field(primary_key=True)
    reference: str = Field(foreign_key="contact.reference", index=True)
    debtor_id: str = Field(foreign_key="debtor.id")
    made_at: datetime = Field(sa_type=Moment)


class PortalTryRow(Row, table=True):
    """One try to prove who somebody is, or one thing sent in: what they gave stands nowhere."""

    __tablename__ = "portal_try"
    __table_args__ = (Index("ix_portal_try_subject_at", "subject", "at"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=GrowingNumber)
    #: what is counted: tries about a debtor, or through a link
    subject: str
    at: datetime = Field(sa_type=Moment)
