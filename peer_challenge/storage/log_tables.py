"""The tables that are the truth: operations, heads, what supersedes what, drafts, attachments, files exchanged."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

from peer_challenge.storage.types import UuidBytes

log = MetaData()

operation = Table(
    "operation",
    log,
    # SQLite gives a rising rowid only to a column of exactly this type
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", UuidBytes, nullable=False, unique=True),
    Column("act", UuidBytes, nullable=False),
    Column("undoes", UuidBytes),
    Column("label", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("entity", UuidBytes, nullable=False),
    Column("body", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("replica", UuidBytes, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("actor", UuidBytes),
    Column("at", BigInteger, nullable=False),
    Column("clock", BigInteger, nullable=False),
    Column("vocabulary", Integer, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("previous", LargeBinary(32)),
)
Index("operation_entity", operation.c.entity)
Index("operation_replica", operation.c.replica, operation.c.seq)
Index("operation_clock", operation.c.clock)

head = Table(
    "head",
    log,
    Column("entity", UuidBytes, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)

superseded = Table(
    "superseded",
    log,
    Column("parent", UuidBytes, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("child", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    log,
    Column("key", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

attachment = Table(
    "attachment",
    log,
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

fact = Table(
    "fact",
    log,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

pack = Table(
    "pack",
    log,
    Column("id", UuidBytes, primary_key=True),
    Column("direction", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("brought", Text, nullable=False),
)

device = Table(
    "device",
    log,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("met_at", BigInteger, nullable=False),
    Column("trusted_at", BigInteger),
)

aside = Table(
    "aside",
    log,
    Column("id", UuidBytes, primary_key=True),
    Column("pack", UuidBytes, nullable=False),
    Column("line", Text, nullable=False),
)
