"""What all workers share about what leaves: how much a provider may get, and what is held or released."""

from datetime import datetime

from sqlmodel import Field

from engine.store.columns import Moment
from engine.store.tables.row import KEYED, Row


class ProviderBudgetRow(Row, table=True):
    """How much of its rate a provider has used up, over all workers (see engine.budget)."""

    __tablename__ = "provider_budget"
    __table_args__ = KEYED

    provider: str = Field(primary_key=True)
    spent_until: datetime = Field(sa_type=Moment)


class ReleaseDayRow(Row, table=True):
    """What leaves on one day for one creditor through one channel in one legal role (see engine.brake)."""

    __tablename__ = "release_day"
    __table_args__ = KEYED

    #: the local day, ISO 8601
    day: str = Field(primary_key=True, max_length=10)
    creditor: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    legal_role: str = Field(primary_key=True)
    #: contacts that were planned for this day so far
    planned: int
    #: what a person kept as the forecast; none: the days before are what it is compared with
    forecast: int | None = None
    #: since when it is held; none: it never was
    held_at: datetime | None = Field(default=None, sa_type=Moment)
    because: str
    #: who released it first; two different people are needed
    first_by: str
    released_by: str
    released_at: datetime | None = Field(default=None, sa_type=Moment)
