"""The house: people, versions, switches."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "people",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("staff_role", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_people"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "campaign_version",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "version", name="pk_campaign_version"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "organisation_version",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_organisation_version"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "house",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_house"),
        sqlite_with_rowid=False,
    )
