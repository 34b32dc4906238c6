"""In which cases somebody speaks for a debtor."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; whoever speaks for somebody speaks in all cases."""
    op.add_column("debtor", sa.Column("represented_cases", sa.String(), nullable=False, server_default=""))
