"""Calls from outside as they came, and the events that were read from them."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from engine.store.columns import GrowingNumber, Moment
from engine.store.tables.row import KEYED, Row

IS_NEW = text("state = 'new'")
IS_ASIDE = text("state IN ('for_person', 'unreadable')")
IS_KEPT = text("state = 'worked' AND sealed IS NOT NULL")
IS_STRANGE = text("fate = 'stranger'")


class RawCallRow(Row, table=True):
    """A call whose signature held; its contents are sealed, and may be thrown away after their time."""

    __tablename__ = "raw_call"
    __table_args__ = (
        Index("ix_raw_call_new", "id", sqlite_where=IS_NEW, postgresql_where=IS_NEW),
        Index("ix_raw_call_aside", "state", sqlite_where=IS_ASIDE, postgresql_where=IS_ASIDE),
        Index("ix_raw_call_kept", "received_at", sqlite_where=IS_KEPT, postgresql_where=IS_KEPT),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=GrowingNumber)
    provider: str
    kind: str
    received_at: datetime = Field(sa_type=Moment)
    #: SHA-256 over everything that the caller sent: the same call twice is kept once
    digest: bytes = Field(unique=True)
    #: whose key seals it: that of the day
    subject: str
    #: 12 bytes nonce, then the ciphertext; none: thrown away
    sealed: bytes | None = None
    state: str
    said: str
    worked_at: datetime | None = Field(default=None, sa_type=Moment)


class ProviderEventRow(Row, table=True):
    """What a provider told about one message, once; nothing personal stands here."""

    __tablename__ = "provider_event"
    __table_args__ = (
        Index("ix_provider_event_strange", "at", sqlite_where=IS_STRANGE, postgresql_where=IS_STRANGE),
        KEYED,
    )

    key: str = Field(primary_key=True)
    provider: str
    reference: str
    provider_ref: str
    outcome: str
    code: str
    at: datetime = Field(sa_type=Moment)
    noted_at: datetime = Field(sa_type=Moment)
    fate: str
