"""What this computer remembers of the round files it wrote, so that a copied or restored one counts for itself."""

import json
import os
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from sqlalchemy import Connection, select, update

from peer_challenge.domain.ids import NewId
from peer_challenge.storage.files import folder_for, write_whole
from peer_challenge.storage.log import last_of
from peer_challenge.storage.log_tables import fact
from peer_challenge.storage.settings import places


class Remembered(BaseModel):
    """Under which mark a file was last written here, and how far its count of own operations had come."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    replica: UUID
    seq: int = Field(ge=0)


_ALL = TypeAdapter(dict[str, Remembered])


def memory_of_this_computer() -> Path:
    """Return the file that this computer's user remembers in, readable by nobody else."""
    return places().rounds.parent / "copies.json"


def settle_replica(conn: Connection, path: Path, memory: Path, new_id: NewId) -> UUID:
    """Return the mark to write the file at `path` under, a new one unless the file is what was last written here.

    A file copied, brought from elsewhere or restored from a backup would otherwise count a second time what another
    copy has counted already.
    """
    replica = UUID(conn.execute(select(fact.c.value).where(fact.c.name == "replica")).scalar_one())
    known = _read(memory).get(_key(path))
    if known is None or known.replica != replica or last_of(conn, replica)[0] < known.seq:
        replica = new_id()
        conn.execute(update(fact).where(fact.c.name == "replica").values(value=str(replica)))
    return replica


def remember(path: Path, replica: UUID, seq: int, memory: Path) -> None:
    """Note how far the file at `path` was written; raises `UserError` where that cannot be kept."""
    every = _read(memory) | {_key(path): Remembered(replica=replica, seq=seq)}
    folder_for(memory.parent)
    plain = {key: each.model_dump(mode="json") for key, each in every.items()}
    write_whole(memory, json.dumps(plain, indent=1, sort_keys=True).encode())


def _read(memory: Path) -> dict[str, Remembered]:
    try:
        return _ALL.validate_json(memory.read_bytes())
    except (OSError, ValidationError):
        return {}  # then every file counts as one from elsewhere, which costs nothing but today's undo


def _key(path: Path) -> str:
    return sha256(os.path.normcase(path.resolve()).encode()).hexdigest()
