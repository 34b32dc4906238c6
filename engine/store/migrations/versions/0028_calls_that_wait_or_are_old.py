"""Find calls that wait for a person, and those whose contents may go, without reading all others."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    _index("ix_raw_call_aside", "state", "state IN ('for_person', 'unreadable')")
    _index("ix_raw_call_kept", "received_at", "state = 'worked' AND sealed IS NOT NULL")


def _index(name: str, column: str, where: str) -> None:
    op.create_index(name, "raw_call", [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
