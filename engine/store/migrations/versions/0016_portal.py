"""Links in messages, tries at the door of debtors, and the proof behind a choice."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the column."""
    op.create_table(
        "portal_link",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("debtor_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference"], ["contact.reference"], name="fk_portal_link_reference_contact"
        ),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtor.id"], name="fk_portal_link_debtor_id_debtor"),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_portal_link"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_portal_link_reference", "portal_link", ["reference"])
    op.create_index("ix_portal_link_debtor_id", "portal_link", ["debtor_id"])
    op.create_table(
        "portal_try",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_portal_try"),
    )
    op.create_index("ix_portal_try_subject_at", "portal_try", ["subject", "at"])
    op.add_column("preference_change", sa.Column("proof", sa.String(), nullable=False, server_default=""))
