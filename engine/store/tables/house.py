"""The house itself: its people, its campaigns and organisation in all their versions, and its switches."""

from datetime import datetime

from sqlmodel import Field

from engine.store.columns import Moment
from engine.store.tables.row import KEYED, Row


class StaffRow(Row, table=True):
    """Somebody who works here, and as what."""

    __tablename__ = "people"
    __table_args__ = KEYED

    name: str = Field(primary_key=True)
    staff_role: str


class CampaignVersionRow(Row, table=True):
    """A campaign as it was: a running case keeps the version that it started with."""

    __tablename__ = "campaign_version"
    __table_args__ = KEYED

    name: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    #: canonical JSON
    content: str
    loaded_at: datetime = Field(sa_type=Moment)


class OrganisationVersionRow(Row, table=True):
    """The organisation as it was: each line of the ledger names its version."""

    __tablename__ = "organisation_version"
    __table_args__ = KEYED

    version: str = Field(primary_key=True)
    #: canonical JSON
    content: str
    loaded_at: datetime = Field(sa_type=Moment)


class HouseRow(Row, table=True):
    """A switch or figure of the whole house: stopped, the simulated now, counters."""

    __tablename__ = "house"
    __table_args__ = KEYED

    key: str = Field(primary_key=True)
    value: str
