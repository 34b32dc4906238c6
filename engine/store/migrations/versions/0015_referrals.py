"""Referrals, clients of partners, guidance, arrears elsewhere, and what goes to partners."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0018"
branch_labels = None
depends_on = None

HAS_A_LOOK = sa.text("look_at IS NOT NULL")
IS_DUE = sa.text("due_at IS NOT NULL")
TEXT, MOMENT, DAY = sa.String(), sa.BigInteger(), sa.String(length=10)


def text(*names: str) -> list[sa.Column[str]]:
    """Make columns of text that are always filled."""
    return [sa.Column(name, TEXT, nullable=False) for name in names]


def moments(*names: str) -> list[sa.Column[int]]:
    """Make columns of moments that may be missing."""
    return [sa.Column(name, MOMENT, nullable=True) for name in names]


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Let a column name a row of another table."""
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def upgrade() -> None:
    """Make the tables."""
    _referral()
    _messages()
    _reports()
    _guidance()
    op.create_table(
        "other_arrears",
        *text("id", "debtor_id", "kind", "source"),
        sa.Column("known_on", DAY, nullable=False),
        *text("noted_by"),
        sa.Column("noted_at", MOMENT, nullable=False),
        *moments("ended_at"),
        refers("other_arrears", "debtor_id", "debtor"),
        sa.PrimaryKeyConstraint("id", name="pk_other_arrears"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_other_arrears_debtor_id", "other_arrears", ["debtor_id"])
    op.create_index("ix_debtor_birth_date", "debtor", ["birth_date"])


def _referral() -> None:
    op.create_table(
        "referral",
        *text("id", "case_id", "debtor_id", "partner", "way", "reason", "state"),
        sa.Column("made_at", MOMENT, nullable=False),
        *text("made_by", "wording_version"),
        sa.Column("contact_due_on", DAY, nullable=True),
        sa.Column("stop_last", DAY, nullable=True),
        *moments("contacted_at", "alarmed_at", "stop_told_at", "look_at", "ended_at"),
        *text("pause_id"),
        refers("referral", "case_id", "case_"),
        refers("referral", "debtor_id", "debtor"),
        sa.PrimaryKeyConstraint("id", name="pk_referral"),
        sqlite_with_rowid=False,
    )
    for column in ("case_id", "debtor_id", "made_at"):
        op.create_index(f"ix_referral_{column}", "referral", [column])
    _look("referral")


def _messages() -> None:
    op.create_table(
        "partner_message",
        *text("id", "partner", "kind", "route", "about", "case_id"),
        sa.Column("made_at", MOMENT, nullable=False),
        *text("outcome"),
        sa.Column("tries", sa.Integer(), nullable=False),
        *moments("due_at"),
        *text("provider_ref"),
        sa.PrimaryKeyConstraint("id", name="pk_partner_message"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_partner_message_about", "partner_message", ["about"])
    op.create_index(
        "ix_partner_message_due",
        "partner_message",
        ["due_at"],
        sqlite_where=IS_DUE,
        postgresql_where=IS_DUE,
    )
    op.create_table(
        "partner_link",
        *text("digest", "referral_id", "partner"),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        *moments("tried_at"),
        refers("partner_link", "referral_id", "referral"),
        sa.PrimaryKeyConstraint("digest", name="pk_partner_link"),
        sqlite_with_rowid=False,
    )


def _reports() -> None:
    op.create_table(
        "client_report",
        *text("id", "partner", "reference", "state"),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("debtor_id", TEXT, nullable=True),
        sa.Column("case_id", TEXT, nullable=True),
        *text("pause_id"),
        *moments("heard_at", "noted_at", "asked_at", "look_at", "ended_at"),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        refers("client_report", "case_id", "case_"),
        refers("client_report", "debtor_id", "debtor"),
        sa.PrimaryKeyConstraint("id", name="pk_client_report"),
        sa.UniqueConstraint("partner", "reference", name="uq_client_report_partner_reference"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_client_report_debtor_id", "client_report", ["debtor_id"])
    _look("client_report")


def _guidance() -> None:
    op.create_table(
        "guidance",
        *text("id", "case_id", "debtor_id", "state"),
        sa.Column("offered_at", MOMENT, nullable=False),
        *text("offered_by", "wording_version"),
        *moments("answered_at", "agreed_at"),
        *text("guide"),
        sa.Column("step", TEXT, nullable=True),
        sa.Column("step_due_on", DAY, nullable=True),
        *text("pause_id"),
        *moments("look_at", "ended_at"),
        refers("guidance", "case_id", "case_"),
        refers("guidance", "debtor_id", "debtor"),
        sa.PrimaryKeyConstraint("id", name="pk_guidance"),
        sqlite_with_rowid=False,
    )
    for column in ("case_id", "debtor_id"):
        op.create_index(f"ix_guidance_{column}", "guidance", [column])
    _look("guidance")


def _look(table: str) -> None:
    op.create_index(
        f"ix_{table}_look", table, ["look_at"], sqlite_where=HAS_A_LOOK, postgresql_where=HAS_A_LOOK
    )
