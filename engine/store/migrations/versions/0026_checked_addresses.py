"""When somebody last said that a debtor lives at an address."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("contact_point", sa.Column("checked_on", sa.String(), nullable=True))
