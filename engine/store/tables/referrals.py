"""Referrals, clients of partners, guidance, arrears elsewhere, and what goes to partners."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from engine.store.columns import Day, Moment
from engine.store.tables.row import KEYED, Row

HAS_A_LOOK = text("look_at IS NOT NULL")
IS_DUE = text("due_at IS NOT NULL")


def _look(table: str) -> Index:
    name = f"ix_{table}_look"
    return Index(name, "look_at", sqlite_where=HAS_A_LOOK, postgresql_where=HAS_A_LOOK)


class ReferralRow(Row, table=True):
    """Somebody who was led to a partner."""

    __tablename__ = "referral"
    __table_args__ = (_look("referral"), KEYED)

    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case_.id", index=True)
    debtor_id: str = Field(foreign_key="debtor.id", index=True)
    partner: str
    way: str
    reason: str
    state: str
    made_at: datetime = Field(sa_type=Moment, index=True)
    made_by: str
    wording_version: str
    contact_due_on: date | None = Field(default=None, sa_type=Day)
    stop_last: date | None = Field(default=None, sa_type=Day)
    contacted_at: datetime | None = Field(default=None, sa_type=Moment)
    alarmed_at: datetime | None = Field(default=None, sa_type=Moment)
    stop_told_at: datetime | None = Field(default=None, sa_type=Moment)
    look_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    pause_id: str


class PartnerMessageRow(Row, table=True):
    """A message to a partner; nothing personal stands in it."""

    __tablename__ = "partner_message"
    __table_args__ = (
        Index("ix_partner_message_due", "due_at", sqlite_where=IS_DUE, postgresql_where=IS_DUE),
        KEYED,
    )

    id: str = Field(primary_key=True)
    partner: str
    kind: str
    route: str
    about: str = Field(index=True)
    case_id: str
    made_at: datetime = Field(sa_type=Moment)
    outcome: str
    tries: int
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    provider_ref: str


class PartnerLinkRow(Row, table=True):
    """A link with which a partner answers; only the hash of its token."""

    __tablename__ = "partner_link"
    __table_args__ = KEYED

    digest: str = Field(primary_key=True)
    referral_id: str = Field(foreign_key="referral.id")
    partner: str
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    tries: int
    tried_at: datetime | None = Field(default=None, sa_type=Moment)


class PartnerPassRow(Row, table=True):
    """A personal link to the pages of a partner; only the hash of its token."""

    __tablename__ = "partner_pass"
    __table_args__ = KEYED

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True)
    partner: str
    holder: str
    made_by: str
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    tries: int
    tried_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    own_code_at: datetime | None = Field(default=None, sa_type=Moment)


class ClientReportRow(Row, table=True):
    """A client that a partner reported; the details are sealed, and go when somebody compared them."""

    __tablename__ = "client_report"
    __table_args__ = (_look("client_report"), UniqueConstraint("partner", "reference"), KEYED)

    id: str = Field(primary_key=True)
    partner: str
    reference: str
    state: str
    made_at: datetime = Field(sa_type=Moment)
    debtor_id: str | None = Field(default=None, foreign_key="debtor.id", index=True)
    case_id: str | None = Field(default=None, foreign_key="case_.id")
    pause_id: str
    heard_at: datetime | None = Field(default=None, sa_type=Moment)
    noted_at: datetime | None = Field(default=None, sa_type=Moment)
    asked_at: datetime | None = Field(default=None, sa_type=Moment)
    look_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)


class GuidanceRow(Row, table=True):
    """The guidance of a debtor in paying off."""

    __tablename__ = "guidance"
    __table_args__ = (_look("guidance"), KEYED)

    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case_.id", index=True)
    debtor_id: str = Field(foreign_key="debtor.id", index=True)
    state: str
    offered_at: datetime = Field(sa_type=Moment)
    offered_by: str
    wording_version: str
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    agreed_at: datetime | None = Field(default=None, sa_type=Moment)
    guide: str
    step: str | None = None
    step_due_on: date | None = Field(default=None, sa_type=Day)
    pause_id: str
    look_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class OtherArrearsRow(Row, table=True):
    """Arrears of a debtor elsewhere, as somebody told of them."""

    __tablename__ = "other_arrears"
    __table_args__ = KEYED

    id: str = Field(primary_key=True)
    debtor_id: str = Field(foreign_key="debtor.id", index=True)
    kind: str
    source: str
    known_on: date = Field(sa_type=Day)
    noted_by: str
    noted_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
