"""One Merkle tree over all lines, its checkpoints and their stamps, and what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: by guarded table: its key
GUARDED = {"tree_leaf": "number", "checkpoint": "size", "checkpoint_stamp": "size", "erasure": "subject"}

SQLITE_REFUSE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
# INSERT OR REPLACE would take away the old row without asking a DELETE trigger
SQLITE_STANDS = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_GUARD = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
POSTGRESQL_ALWAYS = "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only"

# what a debtor chose may go when the erasure of that debtor stands, and else never
SQLITE_ERASABLE = (
    "DROP TRIGGER preference_change_no_DELETE",
    """
    CREATE TRIGGER preference_change_no_DELETE BEFORE DELETE ON preference_change
    WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE subject = 'debtor:' || OLD.debtor_id)
    BEGIN SELECT RAISE(ABORT, 'preference_change is append-only'); END
    """,
)
POSTGRESQL_ERASABLE = (
    "DROP TRIGGER preference_change_append_only ON preference_change",
    """
    CREATE TRIGGER preference_change_append_only BEFORE UPDATE OR TRUNCATE ON preference_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    POSTGRESQL_ALWAYS.format(table="preference_change"),
    """
    CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM erasure WHERE subject = 'debtor:' || OLD.debtor_id) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER preference_change_erasable BEFORE DELETE ON preference_change
    FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased()
    """,
    "ALTER TABLE preference_change ENABLE ALWAYS TRIGGER preference_change_erasable",
)


def upgrade() -> None:
    """Make the tables and their guards."""
    op.create_table(
        "tree_leaf",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_tree_leaf"),
        sa.UniqueConstraint("line", name="uq_tree_leaf_line"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tree_tile",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "number", name="pk_tree_tile"),
    )
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_checkpoint"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "checkpoint_stamp",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_checkpoint_stamp"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erasure",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_erasure"),
        sqlite_with_rowid=False,
    )
    for statement in _statements(op.get_bind().dialect.name):
        op.execute(statement)


def _statements(dialect: str) -> list[str]:
    if dialect == "sqlite":
        refusals = [
            SQLITE_REFUSE.format(table=table, verb=verb) for table in GUARDED for verb in ("UPDATE", "DELETE")
        ]
        stands = [SQLITE_STANDS.format(table=table, key=key) for table, key in GUARDED.items()]
        return [*refusals, *stands, *SQLITE_ERASABLE]
    guards = [text.format(table=table) for table in GUARDED for text in (POSTGRESQL_GUARD, POSTGRESQL_ALWAYS)]
    return [*guards, *POSTGRESQL_ERASABLE]
