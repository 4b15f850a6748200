"""Alembic's entry: runs the steps on the connection that `migrate.py` hands over, inside its transaction.

Alembic on SQLite does not use a transaction unless it is told; then a failing step would leave half a schema.
"""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
