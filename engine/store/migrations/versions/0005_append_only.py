"""The database itself refuses every change of the ledger and of what debtors chose."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

GUARDED = ("touchpoint", "preference_change")

SQLITE_REFUSE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
# INSERT OR REPLACE would take away the old row without asking a DELETE trigger
SQLITE_LINE_STANDS = """
CREATE TRIGGER touchpoint_no_replace BEFORE INSERT ON touchpoint
WHEN EXISTS (SELECT 1 FROM touchpoint WHERE id = NEW.id)
OR EXISTS (SELECT 1 FROM touchpoint WHERE subject = NEW.subject AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'touchpoint is append-only'); END
"""
# the same change may come in twice; the one that stands stays
SQLITE_CHANGE_STANDS = """
CREATE TRIGGER preference_change_no_replace BEFORE INSERT ON preference_change
WHEN EXISTS (SELECT 1 FROM preference_change WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END
"""

POSTGRESQL_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = 'restrict_violation';
END $$
"""
POSTGRESQL_GUARD = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
# also in a session that plays a replica, where ordinary triggers sleep
POSTGRESQL_ALWAYS = "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only"


def upgrade() -> None:
    """Make the triggers."""
    for statement in _statements(op.get_bind().dialect.name):
        op.execute(statement)


def _statements(dialect: str) -> list[str]:
    if dialect == "sqlite":
        refusals = [
            SQLITE_REFUSE.format(table=table, verb=verb) for table in GUARDED for verb in ("UPDATE", "DELETE")
        ]
        return [*refusals, SQLITE_LINE_STANDS, SQLITE_CHANGE_STANDS]
    guards = [text.format(table=table) for table in GUARDED for text in (POSTGRESQL_GUARD, POSTGRESQL_ALWAYS)]
    return [POSTGRESQL_REFUSE, *guards]
