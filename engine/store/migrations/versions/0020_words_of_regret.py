"""A notice may go to one contact point only: that of somebody whom we reached by mistake."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column."""
    op.add_column("notice", sa.Column("only_to", sa.String(), nullable=False, server_default=""))
