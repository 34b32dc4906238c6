"""When a claim was described to the debtor before the case came here."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("case_", sa.Column("described_on", sa.String(), nullable=False, server_default=""))
