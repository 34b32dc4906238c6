"""What the creditor sent before we came, what messages said of a claim, and pauses that run out."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0013"
branch_labels = None
depends_on = None

RUNS = sa.text("until IS NOT NULL AND ended_at IS NULL")


def upgrade() -> None:
    """Add the columns and the index."""
    for name in ("earlier_on", "earlier_by", "earlier_received_on"):
        op.add_column("case_", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("contact", sa.Column("said", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_pause_until", "pause", ["until"], sqlite_where=RUNS, postgresql_where=RUNS)
