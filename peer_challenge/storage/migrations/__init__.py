"""The log's own tables, version by version; the projection is rebuilt, never migrated."""

from collections.abc import Callable

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from peer_challenge.storage.migrations import v1_the_log, v2_exchange

STEPS: tuple[Callable[[Operations], None], ...] = (v1_the_log.upgrade, v2_exchange.upgrade)
"""Step n brings a file from version n to n + 1. A step that has been released never changes."""


def upgrade(conn: Connection, version: int) -> None:
    """Bring the log's tables from `version` (0: an empty file) to the newest; the caller holds the transaction."""
    operations = Operations(MigrationContext.configure(conn))
    for step in STEPS[version:]:
        step(operations)
