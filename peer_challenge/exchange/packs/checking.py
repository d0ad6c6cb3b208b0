"""What an operation in a file to send must be like before any other part of the program sees it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from peer_challenge.exchange.packs.limits import MOST_VERSIONS, refuse
from peer_challenge.exchange.packs.manifest import is_hash, is_scope, uuid_of
from peer_challenge.storage.lines import operation_of
from peer_challenge.storage.operations import GONE, REDACTED, Operation

_STUB = frozenset({"id", "kind", "entity", "scope", "fields", "hash"})
_WHOLE = _STUB | {"act", "undoes", "label", "replica", "seq", "actor", "at", "clock", "vocabulary", "previous"}
_SHAPES = frozenset(frozenset(keys) for keys in ("vs", "vsp", "h", "hp"))
_STUB_SHAPES = frozenset((frozenset(), frozenset("p")))
_LONGEST_NAME, _LONGEST_LABEL, _LONGEST_SALT = 100, 1_000, 100
_MOST_FIELDS = 200
_MOST_NUMBER = 2**53


class _Wrong(Exception):  # noqa: N818 - it becomes a sentence that names the line
    pass


def checked(plain: Any, where: str, latest: int) -> Operation:
    """Return the operation of one parsed line; `latest` is the latest clock to believe, in milliseconds.

    Raises `UserError` naming `where` unless keys, types, ids, sizes and the hash are all as they must be.
    """
    try:
        _check(plain, latest)
    except (_Wrong, ValueError):
        refuse(f"{where} is not as it should be")
    op = operation_of(plain)
    if not op.stub and op.hash.hex() != plain["hash"]:
        refuse(f"{where} was altered")
    return op


def _check(plain: Any, latest: int) -> None:
    keys = frozenset(plain) if isinstance(plain, dict) else frozenset()
    _need(keys in (_STUB, _WHOLE))
    own = uuid_of(plain["id"])
    uuid_of(plain["entity"])
    _need(_is_name(plain["kind"]) and is_scope(plain["scope"]) and is_hash(plain["hash"]))
    _check_fields(plain["fields"], own, _STUB_SHAPES if keys == _STUB else _SHAPES)
    if keys == _WHOLE:
        _check_header(plain, latest)


def _check_header(plain: dict[str, Any], latest: int) -> None:
    for name in ("act", "replica"):
        uuid_of(plain[name])
    for name in ("undoes", "actor"):
        if plain[name] is not None:
            uuid_of(plain[name])
    _need(isinstance(plain["label"], str) and len(plain["label"]) <= _LONGEST_LABEL)
    _need(all(_is_count(plain[name]) for name in ("seq", "at", "clock", "vocabulary")))
    _need(plain["seq"] >= 1 and plain["vocabulary"] < 2**31)
    _need(max(plain["at"], plain["clock"]) <= latest)
    _need(plain["previous"] is None or is_hash(plain["previous"]))


def _check_fields(fields: Any, own: UUID, shapes: frozenset[frozenset[str]]) -> None:
    _need(isinstance(fields, dict) and len(fields) <= _MOST_FIELDS and (bool(fields) or shapes is _STUB_SHAPES))
    for name, each in fields.items():
        _need(_is_name(name) and isinstance(each, dict) and frozenset(each) in shapes)
        if "h" in each:
            _need(is_hash(each["h"]))
        if "v" in each:
            _need(isinstance(each["s"], str) and len(each["s"]) <= _LONGEST_SALT)
            _check_own(name, each["v"])
        if "p" in each:
            _check_parents(each["p"], own)


def _check_parents(parents: Any, own: UUID) -> None:
    _need(isinstance(parents, list) and bool(parents))
    found = [uuid_of(each) for each in parents]
    _need(len(set(found)) == len(found) and own not in found)


def _check_own(name: str, value: Any) -> None:
    """Check the values of the fields that merging itself reads."""
    if name == GONE and value is not None:
        _need(isinstance(value, list))
        for each in value:
            uuid_of(each)
    if name == REDACTED:
        _need(isinstance(value, list))
        for each in value:
            _need(isinstance(each, list) and len(each) == 2 and _is_name(each[1]))
            uuid_of(each[0])


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME and value.isprintable()


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < _MOST_NUMBER


def _need(holds: bool) -> None:
    if not holds:
        raise _Wrong


def check_together(operations: Sequence[Operation]) -> None:
    """Check what only shows when all operations are there: order, one kind and scope a record, versions, circles."""
    of: dict[UUID, tuple[str, str]] = {}
    for before, op in zip((None, *operations), operations, strict=False):
        if before is not None and before.id >= op.id:
            refuse("its changes are not in order, or one is there twice")
        if of.setdefault(op.entity, (op.kind, op.scope)) != (op.kind, op.scope):
            refuse("two of its changes disagree about what they belong to")
    if max(_versions(operations), default=0) > MOST_VERSIONS:
        refuse(f"a field has more than {MOST_VERSIONS} versions")
    if _has_circle(operations):
        refuse("some of its changes follow themselves")


def _versions(operations: Sequence[Operation]) -> Iterable[int]:
    over = {(parent, name) for op, name, parent in _edges(operations)}
    fields = ((op, name) for op in operations for name in op.fields if name != REDACTED)
    return Counter((op.entity, name) for op, name in fields if (op.id, name) not in over).values()


def _edges(operations: Sequence[Operation]) -> Iterator[tuple[Operation, str, UUID]]:
    for op in operations:
        for name, each in op.fields.items():
            for parent in each.parents:
                yield op, name, parent


def _has_circle(operations: Sequence[Operation]) -> bool:
    """Take away what nothing here is waiting for until nothing more goes; what stays goes round in circles."""
    here = {op.id for op in operations}
    waits: Counter[UUID] = Counter()
    children: dict[UUID, list[UUID]] = defaultdict(list)
    for op, _, parent in _edges(operations):
        if parent in here:
            waits[op.id] += 1
            children[parent].append(op.id)
    ready = [each for each in here if not waits[each]]
    gone = 0
    while ready:
        each = ready.pop()
        gone += 1
        for child in children[each]:
            waits[child] -= 1
            if not waits[child]:
                ready.append(child)
    return gone < len(here)
