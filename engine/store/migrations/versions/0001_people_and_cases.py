"""Debtors, how to reach them and what they chose; cases and where they stand."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: SQLite wants exactly this word for a key that grows by itself
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "debtor",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("birth_date", sa.String(10), nullable=True),
        sa.Column("representative", sa.String(), nullable=False),
        sa.Column("representative_kind", sa.String(), nullable=False),
        sa.Column("represented_until", sa.String(10), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_debtor"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contact_point",
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("of_representative", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_contact_point_debtor_id"),
        sa.PrimaryKeyConstraint("debtor_id", "rank", name="pk_contact_point"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "preference_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("through", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_preference_change_debtor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_preference_change"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_preference_change_debtor_id", "preference_change", ["debtor_id"])
    op.create_table(
        "case_",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("creditor", sa.String(), nullable=False),
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("collector_role", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("paid_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_in_file_cents", sa.BigInteger(), nullable=False),
        sa.Column("iban", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_case__debtor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case__debtor_id", "case_", ["debtor_id"])
    op.create_table(
        "claim_line",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("invoice_number", sa.String(), nullable=False),
        sa.Column("invoice_date", sa.String(10), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_claim_line_case_id"),
        sa.PrimaryKeyConstraint("case_id", "rank", name="pk_claim_line"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payment",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.String(10), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_payment_case_id"),
        sa.PrimaryKeyConstraint("reference", name="pk_payment"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_payment_case_id", "payment", ["case_id"])
    op.create_table(
        "position",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_position_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_position"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_position_due",
        "position",
        ["due_at", "debtor_id"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "pause",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_pause_case_id"),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_pause_debtor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pause"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pause_debtor_id", "pause", ["debtor_id"])
    op.create_table(
        "reaction",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_reaction_case_id"),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_reaction_debtor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reaction"),
    )
    op.create_index("ix_reaction_debtor_id", "reaction", ["debtor_id"])
    op.create_table(
        "person_task",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("script", sa.String(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_person_task_case_id"),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_person_task_debtor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person_task"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_person_task_open",
        "person_task",
        ["debtor_id"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
