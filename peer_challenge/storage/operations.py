"""One operation of the log: what an act did to one record, hashed and chained."""

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

GONE = "_gone"
"""The field that says a record was removed: the ids of the operations its remover saw, or None for brought back."""

REDACTED = "_redacted"
"""The field that strikes values out: a list of [operation id, field]. Such operations have no parents and all count."""

UNKNOWN = "?"
"""What stands for the hash of a sealed value in a stub, which does not carry it."""

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field of an operation: its value, and the operations whose values it was written over.

    `value` is JSON. A sealed field (superseded, redacted or not for this reader) has neither value nor salt but keeps
    its hash, so that the operation's own hash still holds; in a stub not even that is known.
    """

    value: Any
    parents: tuple[UUID, ...] = ()
    salt: str = ""
    sealed: str = ""

    @property
    def hash(self) -> str:
        """The salted SHA-256 of the value, in hexadecimal."""
        return self.sealed or sha256(f"{self.salt}|{canonical(self.value)}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What an act did to one record. Never rewritten.

    `at` is milliseconds since 1970 in UTC; `clock` is the logical clock (at least `at`, and above every clock seen);
    `seq` counts the replica's own operations from 1; `previous` is the hash of the one before.
    """

    id: UUID
    act: UUID
    undoes: UUID | None
    label: str
    kind: str
    entity: UUID
    fields: dict[str, FieldValue]
    scope: str
    replica: UUID
    seq: int
    actor: UUID | None
    at: int
    clock: int
    vocabulary: int
    previous: bytes | None
    number: int = 0
    """Arrival number in this store; 0 before it has arrived. Not part of the operation's identity."""
    claimed: bytes = b""
    """The hash that a stub says the operation has; whoever brings the operation must bring the same."""

    @property
    def stub(self) -> bool:
        """Whether nothing is known but id, kind, record, scope, parents and the hash claimed."""
        return self.replica == _NOBODY

    @property
    def hash(self) -> bytes:
        """SHA-256 of everything but the values themselves, which enter by their salted hashes; a stub's is claimed."""
        if self.stub:
            return self.claimed
        header = [
            *(str(each) for each in (self.id, self.act, self.undoes, self.label, self.kind, self.entity, self.scope)),
            *(str(each) for each in (self.replica, self.seq, self.actor, self.at, self.clock, self.vocabulary)),
            self.previous.hex() if self.previous else "",
            {name: [each.hash, [str(p) for p in each.parents]] for name, each in self.fields.items()},
        ]
        return sha256(canonical(header).encode()).digest()

    @property
    def body(self) -> str:
        """The fields as they stand in the log's column: v value, s salt, p parents, h the hash of a sealed value."""
        return canonical({name: _packed(each) for name, each in self.fields.items()})


def stub_of(
    *, id: UUID, kind: str, entity: UUID, scope: str, fields: dict[str, FieldValue], claimed: bytes
) -> Operation:
    """Return the stub that stands for an operation of which nothing may be shown; of `fields` only parents are kept."""
    return Operation(
        id=id,
        act=id,
        undoes=None,
        label="",
        kind=kind,
        entity=entity,
        fields={name: FieldValue(None, each.parents, sealed=UNKNOWN) for name, each in fields.items()},
        scope=scope,
        replica=_NOBODY,
        seq=0,
        actor=None,
        at=0,
        clock=0,
        vocabulary=0,
        previous=None,
        claimed=claimed,
    )


def sealed(each: FieldValue) -> FieldValue:
    """Return the field without its value: its hash and parents only."""
    return FieldValue(None, each.parents, sealed=each.hash)


def written(value: Any, parents: tuple[UUID, ...] = ()) -> FieldValue:
    """Return a new field value under a fresh salt."""
    return FieldValue(value, parents, secrets.token_urlsafe(12))


def fields_of(body: str) -> dict[str, FieldValue]:
    """Return the fields that a log row's body holds."""
    return {name: _unpacked(each) for name, each in json.loads(body).items()}


def canonical(value: Any) -> str:
    """Return `value` as JSON in its one form: sorted keys, no spaces, text untouched."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _packed(each: FieldValue) -> dict[str, Any]:
    packed: dict[str, Any] = {"v": each.value, "s": each.salt}
    if each.sealed:
        packed = {} if each.sealed == UNKNOWN else {"h": each.sealed}
    if each.parents:
        packed["p"] = [str(parent) for parent in each.parents]
    return packed


def _unpacked(packed: dict[str, Any]) -> FieldValue:
    parents = tuple(UUID(parent) for parent in packed.get("p", ()))
    hidden = "" if "v" in packed else packed.get("h", UNKNOWN)
    return FieldValue(packed.get("v"), parents, packed.get("s", ""), hidden)
