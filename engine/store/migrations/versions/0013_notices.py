"""Notices: answers and confirmations outside campaigns."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

IS_OWED = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "notice",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("legal_role", sa.String(), nullable=False),
        sa.Column("channels", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("may_lapse", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_notice_case_id_case_"),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_notice_debtor_id_debtor"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("cause", "template", name="uq_notice_cause_template"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_notice_debtor_id", "notice", ["debtor_id"])
    op.create_index("ix_notice_case_id", "notice", ["case_id"])
    op.create_index("ix_notice_due", "notice", ["due_at"], sqlite_where=IS_OWED, postgresql_where=IS_OWED)
