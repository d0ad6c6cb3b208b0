"""An operation as a line of JSON and back: how it travels in a pack, and how it waits aside (docs/formats.md, 6)."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from peer_challenge.storage.operations import Operation, canonical, fields_of, stub_of

_HEADER = ("act", "undoes", "label", "replica", "seq", "actor", "at", "clock", "vocabulary")


def line_of(op: Operation) -> str:
    """Return the line, in the one form of JSON, without its end."""
    known: dict[str, Any] = {"id": op.id, "kind": op.kind, "entity": op.entity, "scope": op.scope}
    if not op.stub:
        known |= {name: getattr(op, name) for name in _HEADER}
        known["previous"] = op.previous.hex() if op.previous else None
    plain = {name: str(each) if isinstance(each, UUID) else each for name, each in known.items()}
    return canonical({**plain, "fields": json.loads(op.body), "hash": op.hash.hex()})


def operation_of(line: Mapping[str, Any]) -> Operation:
    """Return the operation of a line already read and found well formed; its hash is the caller's to compare."""
    fields = fields_of(canonical(line["fields"]))
    own = {"id": UUID(line["id"]), "kind": line["kind"], "entity": UUID(line["entity"]), "scope": line["scope"]}
    if "replica" not in line:
        return stub_of(**own, fields=fields, claimed=bytes.fromhex(line["hash"]))
    return Operation(
        **own,
        fields=fields,
        act=UUID(line["act"]),
        undoes=UUID(line["undoes"]) if line["undoes"] else None,
        label=line["label"],
        replica=UUID(line["replica"]),
        seq=line["seq"],
        actor=UUID(line["actor"]) if line["actor"] else None,
        at=line["at"],
        clock=line["clock"],
        vocabulary=line["vocabulary"],
        previous=bytes.fromhex(line["previous"]) if line["previous"] else None,
    )
