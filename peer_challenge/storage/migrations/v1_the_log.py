"""Version 1: operations, heads, what supersedes what, drafts, attachments and facts about the file."""

import sqlalchemy as sa
from alembic.operations import Operations

_KEY = sa.LargeBinary(16)


def upgrade(op: Operations) -> None:
    """Make the tables of an empty file."""
    _make_operations(op)
    _make_heads(op)
    _make_what_stands_beside(op)


def _make_operations(op: Operations) -> None:
    op.create_table(
        "operation",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("id", _KEY, nullable=False, unique=True),
        sa.Column("act", _KEY, nullable=False),
        sa.Column("undoes", _KEY),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("entity", _KEY, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("replica", _KEY, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("actor", _KEY),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("clock", sa.BigInteger, nullable=False),
        sa.Column("vocabulary", sa.Integer, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("previous", sa.LargeBinary(32)),
    )
    op.create_index("operation_entity", "operation", ["entity"])
    op.create_index("operation_replica", "operation", ["replica", "seq"])
    op.create_index("operation_clock", "operation", ["clock"])


def _make_heads(op: Operations) -> None:
    op.create_table(
        "head",
        sa.Column("entity", _KEY, primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "superseded",
        sa.Column("parent", _KEY, primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("child", sa.BigInteger, primary_key=True),
        sqlite_with_rowid=False,
    )


def _make_what_stands_beside(op: Operations) -> None:
    op.create_table(
        "draft",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "attachment",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "fact",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
