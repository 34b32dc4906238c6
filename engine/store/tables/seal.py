"""What seals the ledger: one Merkle tree over all lines, its checkpoints, and what was erased."""

from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from engine.store.columns import Moment
from engine.store.tables.row import KEYED, Row

#: a key that we give out ourselves
GIVEN = {"autoincrement": False}


class TreeLeafRow(Row, table=True):
    """Which line of the ledger is which leaf of the tree; append-only."""

    __tablename__ = "tree_leaf"
    __table_args__ = (UniqueConstraint("line"), KEYED)

    #: without gaps, from 0
    number: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=GIVEN)
    line: int = Field(sa_type=BigInteger)


class TreeTileRow(Row, table=True):
    """At most 256 hashes of a level of the tree (engine.record.tiles); made from the lines, not guarded."""

    __tablename__ = "tree_tile"

    level: int = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    hashes: bytes


class CheckpointRow(Row, table=True):
    """A signed note about the tree; append-only."""

    __tablename__ = "checkpoint"
    __table_args__ = KEYED

    size: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=GIVEN)
    note: str
    made_at: datetime = Field(sa_type=Moment)


class CheckpointStampRow(Row, table=True):
    """The word of a time-stamping authority that a checkpoint existed (RFC 3161); append-only."""

    __tablename__ = "checkpoint_stamp"
    __table_args__ = KEYED

    size: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=GIVEN)
    #: the whole answer, DER
    token: bytes
    made_at: datetime = Field(sa_type=Moment)


class ErasureRow(Row, table=True):
    """A subject whose key was destroyed, by whom, with whom and why; append-only."""

    __tablename__ = "erasure"
    __table_args__ = KEYED

    subject: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    by: str
    second: str
    ground: str
