"""The ledger: guarded lines, their encrypted contents, the key of each subject, the end of each chain."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from engine.store.columns import GrowingNumber, Moment
from engine.store.tables.row import KEYED, Row


class TouchpointRow(Row, table=True):
    """A line of the ledger; append-only, the database refuses every change."""

    __tablename__ = "touchpoint"
    __table_args__ = (UniqueConstraint("subject", "seq"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=GrowingNumber)
    subject: str
    seq: int
    kind: str
    at: datetime = Field(sa_type=Moment)
    reference: str
    outcome: str
    #: canonical JSON; these very bytes were hashed
    public: bytes
    #: SHA-256 of the sealed content; none: the line has no content
    content_hash: bytes | None = None
    previous: bytes
    hash: bytes


class ContentRow(Row, table=True):
    """The encrypted content of a line; it may be erased, the line and all its proofs still hold."""

    __tablename__ = "content"

    #: the id of the line
    line: int = Field(primary_key=True, sa_type=GrowingNumber, sa_column_kwargs={"autoincrement": False})
    #: 12 bytes nonce, then the ciphertext
    sealed: bytes


class SubjectKeyRow(Row, table=True):
    """The key of one subject, wrapped; without it the contents of the subject are gone for good."""

    __tablename__ = "subject_key"
    __table_args__ = KEYED

    subject: str = Field(primary_key=True)
    wrapped: bytes


class ChainHeadRow(Row, table=True):
    """The last line of a chain: where the next one hangs, and how we see that the end was cut off."""

    __tablename__ = "chain_head"
    __table_args__ = KEYED

    subject: str = Field(primary_key=True)
    seq: int
    hash: bytes
