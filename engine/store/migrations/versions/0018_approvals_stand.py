"""The database itself refuses every change of what people approved."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE TRIGGER template_approval_no_UPDATE BEFORE UPDATE ON template_approval
    BEGIN SELECT RAISE(ABORT, 'template_approval is append-only'); END
    """,
    """
    CREATE TRIGGER template_approval_no_DELETE BEFORE DELETE ON template_approval
    BEGIN SELECT RAISE(ABORT, 'template_approval is append-only'); END
    """,
    # INSERT OR REPLACE would take away the old row without asking a DELETE trigger; the one that stands stays
    """
    CREATE TRIGGER template_approval_no_replace BEFORE INSERT ON template_approval
    WHEN EXISTS (SELECT 1 FROM template_approval WHERE template = NEW.template AND version = NEW.version)
    BEGIN SELECT RAISE(IGNORE); END
    """,
)
POSTGRESQL = (
    """
    CREATE TRIGGER template_approval_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON template_approval
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    # also in a session that plays a replica, where ordinary triggers sleep
    "ALTER TABLE template_approval ENABLE ALWAYS TRIGGER template_approval_append_only",
)


def upgrade() -> None:
    """Make the triggers."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
