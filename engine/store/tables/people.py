"""Debtors, how to reach them, and what they chose and said."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from engine.store.columns import Day, GrowingNumber, Moment
from engine.store.tables.row import KEYED, Row


class DebtorRow(Row, table=True):
    """A person or firm; the row that a worker locks to have a debtor for itself."""

    __tablename__ = "debtor"
    __table_args__ = KEYED

    id: str = Field(primary_key=True)
    name: str
    kind: str
    birth_date: date | None = Field(default=None, sa_type=Day, index=True)
    #: who speaks for the debtor; empty: nobody
    representative: str = ""
    representative_kind: str = ""
    represented_until: date | None = Field(default=None, sa_type=Day)
    #: the only cases in which they speak, with commas; empty: all
    represented_cases: str = ""


class ContactPointRow(Row, table=True):
    """A number, mailbox or address of a debtor, or of who speaks for the debtor."""

    __tablename__ = "contact_point"
    __table_args__ = KEYED

    debtor_id: str = Field(primary_key=True, foreign_key="debtor.id")
    #: the order in which they were given
    rank: int = Field(primary_key=True)
    of_representative: bool = False
    kind: str
    value: str
    state: str
    source: str
    #: the parts of a postal address, as JSON
    address: str | None = None
    #: the day on which somebody last said that the debtor lives there
    checked_on: date | None = Field(default=None, sa_type=Day)


class PreferenceChangeRow(Row, table=True):
    """A choice of a debtor; append-only, the database refuses every change."""

    __tablename__ = "preference_change"
    __table_args__ = KEYED

    id: str = Field(primary_key=True)
    debtor_id: str = Field(foreign_key="debtor.id", index=True)
    at: datetime = Field(sa_type=Moment)
    by: str
    through: str
    field: str
    value: str
    words: str
    proof: str = ""


RUNS = text("until IS NOT NULL AND ended_at IS NULL")


class PauseRow(Row, table=True):
    """A stop for a reason, of one case or of all cases of a debtor."""

    __tablename__ = "pause"
    __table_args__ = (
        Index("ix_pause_until", "until", sqlite_where=RUNS, postgresql_where=RUNS),
        KEYED,
    )

    id: str = Field(primary_key=True)
    kind: str
    debtor_id: str = Field(foreign_key="debtor.id", index=True)
    case_id: str | None = Field(default=None, foreign_key="case_.id")
    since: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    source: str
    #: who asked to lift it before its time, and when; empty: nobody
    lift_asked_by: str = ""
    lift_asked_at: datetime | None = Field(default=None, sa_type=Moment)


class ReactionRow(Row, table=True):
    """A sign of life of a debtor: a reply, a promise, a visit to the portal."""

    __tablename__ = "reaction"

    id: int | None = Field(default=None, primary_key=True, sa_type=GrowingNumber)
    debtor_id: str = Field(foreign_key="debtor.id", index=True)
    #: empty: it counts for all cases of the debtor
    case_id: str | None = Field(default=None, foreign_key="case_.id")
    #: through which channel it came; empty: another way
    channel: str
    at: datetime = Field(sa_type=Moment)


class PersonTaskRow(Row, table=True):
    """A line on the work list of a person."""

    __tablename__ = "person_task"
    __table_args__ = (
        Index(
            "ix_person_task_open",
            "debtor_id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        KEYED,
    )

    id: str = Field(primary_key=True)
    kind: str
    case_id: str = Field(foreign_key="case_.id")
    debtor_id: str = Field(foreign_key="debtor.id")
    because: str
    opened_at: datetime = Field(sa_type=Moment)
    #: the day on which it must be done at latest
    due_on: date | None = Field(default=None, sa_type=Day)
    step: str | None = None
    script: str | None = None
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    done_by: str
    result: str
    taken_by: str = ""
