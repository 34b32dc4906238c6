"""Cases, what is claimed and paid, and where each case stands in its campaign."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from engine.store.columns import Day, Moment
from engine.store.tables.row import KEYED, Row

HAS_A_MOMENT = text("due_at IS NOT NULL")


class CaseRow(Row, table=True):
    """A claim of one creditor on one debtor."""

    __tablename__ = "case_"
    __table_args__ = KEYED

    id: str = Field(primary_key=True)
    debtor_id: str = Field(foreign_key="debtor.id", index=True)
    creditor: str
    jurisdiction: str
    collector_role: str
    sector: str
    status: str
    phase: str
    opened_at: datetime = Field(sa_type=Moment)
    #: what was paid so far
    paid_cents: int = Field(sa_type=BigInteger)
    #: what the latest portfolio said; only when that changes is its figure newer than ours
    paid_in_file_cents: int = Field(sa_type=BigInteger)
    #: the account to pay to, when it is not the creditor's own
    iban: str
    #: the creditor's own 14-day letter or first reminder: its day, `none`, or empty where nobody told us
    earlier_on: str = ""
    #: letter or email
    earlier_by: str = ""
    #: the proven day of arrival
    earlier_received_on: str = ""
    #: the day on which the claim was described before the case came here, or empty
    described_on: str = ""
    #: of the row of the portfolio that it came from
    fingerprint: str


class ClaimLineRow(Row, table=True):
    """One part of a claim."""

    __tablename__ = "claim_line"
    __table_args__ = KEYED

    case_id: str = Field(primary_key=True, foreign_key="case_.id")
    rank: int = Field(primary_key=True)
    kind: str
    description: str
    amount_cents: int = Field(sa_type=BigInteger)
    invoice_number: str
    invoice_date: date = Field(sa_type=Day)
    due_on: date = Field(sa_type=Day)


class PaymentRow(Row, table=True):
    """Money that came in; the same reference is never counted twice."""

    __tablename__ = "payment"
    __table_args__ = KEYED

    reference: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case_.id", index=True)
    amount_cents: int = Field(sa_type=BigInteger)
    paid_on: date = Field(sa_type=Day)
    noted_at: datetime = Field(sa_type=Moment)


class PositionRow(Row, table=True):
    """
    Where a case stands in its campaign; every case has one, with an empty campaign before it walks.

    Apart from the case, because this is what each step rewrites, and its index is what each tick reads.
    """

    __tablename__ = "position"
    __table_args__ = (
        Index(
            "ix_position_due", "due_at", "debtor_id", sqlite_where=HAS_A_MOMENT, postgresql_where=HAS_A_MOMENT
        ),
        KEYED,
    )

    case_id: str = Field(primary_key=True, foreign_key="case_.id")
    debtor_id: str
    campaign: str
    version: str
    run: str
    step: int
    since: datetime = Field(sa_type=Moment)
    started_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
