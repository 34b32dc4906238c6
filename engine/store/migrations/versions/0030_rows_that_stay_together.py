"""
Keep what PostgreSQL writes for a message together, and write it once.

Sealed contents are random bytes: trying to compress them is in vain, and out of line they cost a second table
and its index. A contact and the end of a chain are changed soon after they are written: with room on their
page the change needs no new entries in their indexes. Links are erased by their contact, which has an index.

The public part of a line is worth compressing where the server knows lz4; PostgreSQL's own way takes as long
as all else that a line costs, and there the lines stay as they are, as on SQLite.
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ON_POSTGRESQL = (
    "ALTER TABLE content ALTER COLUMN sealed SET STORAGE EXTERNAL",
    "ALTER TABLE content SET (toast_tuple_target = 8160)",
    """
    DO $$ BEGIN
        IF 'lz4' = ANY (SELECT unnest(enumvals) FROM pg_settings WHERE name = 'default_toast_compression')
        THEN ALTER TABLE touchpoint ALTER COLUMN public SET COMPRESSION lz4;
        ELSE ALTER TABLE touchpoint SET (toast_tuple_target = 8160);
        END IF;
    END $$
    """,
    "ALTER TABLE contact SET (fillfactor = 60)",
    "ALTER TABLE chain_head SET (fillfactor = 50)",
)


def upgrade() -> None:
    """Tell PostgreSQL; SQLite keeps rows together by itself."""
    op.drop_index("ix_portal_link_debtor_id", "portal_link")
    if op.get_bind().dialect.name == "postgresql":
        for statement in ON_POSTGRESQL:
            op.execute(statement)
