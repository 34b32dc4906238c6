"""Since when a personal link of a partner opens with a code of its own; empty: with that of the partner."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("partner_pass", sa.Column("own_code_at", sa.BigInteger(), nullable=True))
