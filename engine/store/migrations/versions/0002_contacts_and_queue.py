"""Contacts, the cases that they speak for, and the send queue."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "contact",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("case_ids", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("legal_role", sa.String(), nullable=False),
        sa.Column("creditor", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("sent_to", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_contact_debtor_id"),
        sa.PrimaryKeyConstraint("reference", name="pk_contact"),
        sa.UniqueConstraint(
            "debtor_id", "run", "step", "ordinal", name="uq_contact_debtor_id_run_step_ordinal"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contact_case",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_contact_case_case_id"),
        sa.ForeignKeyConstraint(["reference"], ["contact.reference"], name="fk_contact_case_reference"),
        sa.PrimaryKeyConstraint("case_id", "run", "step", "ordinal", name="pk_contact_case"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "send_queue",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("window_ends_at", sa.BigInteger(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("provider_ref", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["reference"], ["contact.reference"], name="fk_send_queue_reference"),
        sa.PrimaryKeyConstraint("reference", name="pk_send_queue"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_send_queue_doubt",
        "send_queue",
        ["settled_at"],
        sqlite_where=sa.text("state = 'doubt'"),
        postgresql_where=sa.text("state = 'doubt'"),
    )
    op.create_index(
        "ix_send_queue_leased",
        "send_queue",
        ["lease_until"],
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "ix_send_queue_ready",
        "send_queue",
        ["not_before", "reference"],
        sqlite_where=sa.text("state = 'ready'"),
        postgresql_where=sa.text("state = 'ready'"),
    )
