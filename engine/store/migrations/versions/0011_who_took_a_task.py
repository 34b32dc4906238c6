"""Who took a task upon them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("person_task", sa.Column("taken_by", sa.String(), nullable=False, server_default=""))
