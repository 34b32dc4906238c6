"""Who asked to lift a pause, and by which day a task must be done."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("pause", sa.Column("lift_asked_by", sa.String(), nullable=False, server_default=""))
    op.add_column("pause", sa.Column("lift_asked_at", sa.BigInteger(), nullable=True))
    op.add_column("person_task", sa.Column("due_on", sa.String(10), nullable=True))
