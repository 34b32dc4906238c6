"""What many machines share: the budget of each provider, and the releases that a brake looks at."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the indexes by which a channel finds its own messages."""
    op.create_table(
        "provider_budget",
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("spent_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("provider", name="pk_provider_budget"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release_day",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("creditor", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("legal_role", sa.String(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("forecast", sa.Integer(), nullable=True),
        sa.Column("held_at", sa.BigInteger(), nullable=True),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("first_by", sa.String(), nullable=False),
        sa.Column("released_by", sa.String(), nullable=False),
        sa.Column("released_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("day", "creditor", "channel", "legal_role", name="pk_release_day"),
        sqlite_with_rowid=False,
    )
    for name, columns, state in (
        ("ix_send_queue_lane", ["channel", "not_before", "reference"], "ready"),
        ("ix_send_queue_held", ["reference"], "held"),
    ):
        where = sa.text(f"state = '{state}'")
        op.create_index(name, "send_queue", columns, sqlite_where=where, postgresql_where=where)
