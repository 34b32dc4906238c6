"""Contacts with debtors, and the queue of those that wait for their provider."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from engine.store.columns import Moment
from engine.store.tables.row import KEYED, Row

IS_READY = text("state = 'ready'")
IS_SENDING = text("state = 'sending'")
IS_IN_DOUBT = text("state = 'doubt'")
HAS_NUMBER = text("provider_ref <> ''")
IS_HELD = text("state = 'held'")


class ContactRow(Row, table=True):
    """One approach of one debtor; the same key can never be planned twice."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("debtor_id", "run", "step", "ordinal"), KEYED)

    reference: str = Field(primary_key=True)
    debtor_id: str = Field(foreign_key="debtor.id")
    #: for which cases it speaks, the leading case first, as a JSON list
    case_ids: str
    kind: str
    campaign: str
    run: str
    step: str
    ordinal: int
    legal_role: str
    creditor: str
    at: datetime = Field(sa_type=Moment)
    outcome: str
    sent_to: str
    #: what its text says of the claim, without a name
    said: str = ""


class ContactCaseRow(Row, table=True):
    """A case that a contact speaks for; no try of a step can speak for one case twice."""

    __tablename__ = "contact_case"
    __table_args__ = KEYED

    case_id: str = Field(primary_key=True, foreign_key="case_.id")
    run: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    ordinal: int = Field(primary_key=True)
    reference: str = Field(foreign_key="contact.reference")


class SendQueueRow(Row, table=True):
    """
    A contact on its way to a provider: ready, held, sending, doubt, done.

    Only `intend` makes it sending, and only `settle` takes it out of that.
    """

    __tablename__ = "send_queue"
    __table_args__ = (
        Index(
            "ix_send_queue_ready", "not_before", "reference", sqlite_where=IS_READY, postgresql_where=IS_READY
        ),
        Index(
            "ix_send_queue_lane",
            *("channel", "not_before", "reference"),
            sqlite_where=IS_READY,
            postgresql_where=IS_READY,
        ),
        Index("ix_send_queue_held", "reference", sqlite_where=IS_HELD, postgresql_where=IS_HELD),
        Index("ix_send_queue_leased", "lease_until", sqlite_where=IS_SENDING, postgresql_where=IS_SENDING),
        Index("ix_send_queue_doubt", "settled_at", sqlite_where=IS_IN_DOUBT, postgresql_where=IS_IN_DOUBT),
        Index(
            "ix_send_queue_provider_ref",
            "provider_ref",
            sqlite_where=HAS_NUMBER,
            postgresql_where=HAS_NUMBER,
        ),
        KEYED,
    )

    reference: str = Field(primary_key=True, foreign_key="contact.reference")
    channel: str
    state: str
    not_before: datetime = Field(sa_type=Moment)
    #: the end of the hours that were open when it was planned
    window_ends_at: datetime | None = Field(default=None, sa_type=Moment)
    attempt: int
    #: which process is handing it over, and until when that may take
    owner: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    #: when the latest outcome was written
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    provider_ref: str
    #: how often it went back to ready because its provider said that it has no such message
    resends: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
