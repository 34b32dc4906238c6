"""Run migrations over the connection that engine.store.upgrade opened; alembic reads this file."""

from alembic import context

from engine.store.tables.schema import SCHEMA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SCHEMA,
    render_as_batch=True,
)
context.run_migrations()
