"""Version 2: files sent and received, the laptops met, and what was kept aside."""

import sqlalchemy as sa
from alembic.operations import Operations

_KEY = sa.LargeBinary(16)


def upgrade(op: Operations) -> None:
    """Make the tables that stand beside the log for exchange."""
    op.create_table(
        "pack",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("manifest", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("brought", sa.Text, nullable=False),
    )
    op.create_table(
        "device",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("met_at", sa.BigInteger, nullable=False),
        sa.Column("trusted_at", sa.BigInteger),
    )
    op.create_table(
        "aside",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("pack", _KEY, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
    )
