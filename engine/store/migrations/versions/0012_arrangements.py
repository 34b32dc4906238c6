"""Arrangements: paying in parts."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HAS_A_MOMENT = sa.text("look_at IS NOT NULL")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "arrangement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("instalments", sa.String(), nullable=False),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=True),
        sa.Column("agreed_by", sa.String(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("look_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_arrangement_case_id_case_"),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_arrangement_debtor_id_debtor"),
        sa.PrimaryKeyConstraint("id", name="pk_arrangement"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_arrangement_case_id", "arrangement", ["case_id"])
    op.create_index("ix_arrangement_debtor_id", "arrangement", ["debtor_id"])
    op.create_index(
        "ix_arrangement_look",
        "arrangement",
        ["look_at"],
        sqlite_where=HAS_A_MOMENT,
        postgresql_where=HAS_A_MOMENT,
    )
