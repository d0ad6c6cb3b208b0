"""What a file that came would change in words: what stands here and what it says, quoted a line each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.codec import Unreadable
from peer_challenge.domain.records import Record
from peer_challenge.domain.vocabulary import KINDS, kind_name, read
from peer_challenge.services.identifiers import guarded_fields
from peer_challenge.services.pack_words import KIND_WORDS
from peer_challenge.services.record_words import field_words, kind_words
from peer_challenge.storage.log import shown_first
from peer_challenge.storage.merging import Merged
from peer_challenge.storage.operations import Operation
from peer_challenge.storage.queries.packing import ids_here, written_over
from peer_challenge.storage.store import Store

_MOST, _LEAD = 10, 25
_LETTERS, _LETTERS_OF_EACH = 120, 70
_FIRST = tuple(
    kind_name(each)
    for each in (r.Finding, r.AskOffer, r.PreparedQuestion, r.Correction, r.Answer, r.Claim, r.Action, r.Note)
)
_MAIN = frozenset({"text", "quoted", "title", "name", "question"})
"""Fields whose words are the record's own; of another field it is said which it is."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """What is quoted, a sentence a change, and how many changes more there are."""

    lines: tuple[str, ...] = ()
    more: int = 0

    @property
    def sentences(self) -> tuple[str, ...]:
        """The lines, and how many are not among them."""
        return (*self.lines, f"And {self.more} more.") if self.more else self.lines


@dataclass(frozen=True, slots=True)
class _Change:
    """One change in words: the newest wording here, and the one that comes; None where there is none."""

    kind: str
    entity: UUID
    field: str
    before: str | None
    after: str | None
    parted: bool = False

    @property
    def order(self) -> tuple[int, int, UUID, str]:
        """Two versions first, then what changes, what goes and what is new; what matters most before the rest."""
        how = 0 if self.parted else 3 if self.before is None else 2 if self.after is None else 1
        rank = _FIRST.index(self.kind) if self.kind in _FIRST else len(_FIRST)
        return how, rank, self.entity, self.field


def quotes_of(store: Store, operations: Sequence[Operation], merged: Merged) -> Quotes:
    """Return what `operations` would change in words; `merged` is what bringing them in was foreseen to do."""
    here = ids_here(store, [op.id for op in operations])
    touched = {each for ids in merged.applied.touched.values() for each in ids}
    coming = [op for op in operations if op.id not in here and op.entity in touched and op.kind in KINDS]
    look = _Look(store, coming)
    changes = sorted((*look.changed(operations, merged), *look.removed(merged)), key=lambda each: each.order)
    return Quotes(tuple(look.sentence(each) for each in changes[:_MOST]), max(len(changes) - _MOST, 0))


class _Look:
    """What stands here beside what comes."""

    def __init__(self, store: Store, coming: Sequence[Operation]) -> None:
        self._store, self._coming = store, sorted(coming, key=shown_first)
        self._of_kind = cache(lambda kind: {each.id: each for each in store.find(KINDS[kind])})
        self._told = {(op.entity, name): value for op in self._coming for name, value in _values(op).items()}

    def changed(self, operations: Iterable[Operation], merged: Merged) -> Iterator[_Change]:
        """Yield each field of words that is not as it stands here; of a new record only its first."""
        over = {(each, name) for op in operations for name, field in op.fields.items() for each in field.parents}
        over |= written_over(self._store, [op.id for op in self._coming])
        comes = {
            (op.kind, op.entity, name): value
            for op in self._coming
            for name, value in _values(op).items()
            if name in guarded_fields(KINDS[op.kind]) and (op.id, name) not in over
        }
        told = set()
        for (kind, entity, field), after in comes.items():
            stands = self._of_kind(kind).get(entity)
            before = getattr(stands, field) if stands else None
            if before != after and (after or before) and (stands or entity not in told):
                told.add(entity)
                yield _Change(kind, entity, field, before, after, (kind, entity, field) in merged.two_versions)

    def removed(self, merged: Merged) -> Iterator[_Change]:
        """Yield the first words of each record that would go."""
        for kind, entity in merged.removed:
            stands = self._of_kind(kind).get(entity)
            words = ((each, getattr(stands, each)) for each in guarded_fields(KINDS[kind])) if stands else ()
            field, said = next(((each, said) for each, said in words if said), ("", ""))
            if said:
                yield _Change(kind, entity, field, said, None)

    def sentence(self, change: _Change) -> str:
        """Say whose it is, what becomes of it, and quote it."""
        which = "" if change.field in _MAIN else f", {field_words(change.field)}"
        about = f"{self._about(change)}{which}"
        before, after = change.before or "", change.after or ""
        if change.parted:
            here, there = _either(before, after)
            return f"{about}, in two versions: {here} here and {there} in the file"
        if change.before is None or change.after is None:
            return f"{about}, {'new' if change.before is None else 'removed'}: {_quoted(after or before)}"
        if not before or not after:
            return f"{about}, {'written' if after else 'emptied'}: {_quoted(after or before)}"
        return f"{about}, changed: {' → '.join(_either(before, after))}"

    def _about(self, change: _Change) -> str:
        one = KIND_WORDS.get(change.kind, (kind_words(change.kind), ""))[0]
        host = self._name(self._end(change, "challenge", r.Challenge, "host"))
        sef = self._name(self._end(change, "submission", r.Submission, "authority"))
        own = self._name(self._field(change.kind, change.entity, "authority"))
        said = f"{one} on {host}" if host else f"{kind_words(change.kind)} in {sef}’s SEF" if sef else one
        said += f", from {own}" if own and own != host else ""
        return said[:1].upper() + said[1:]

    def _end(self, change: _Change, field: str, kind: type[Record], end: str) -> UUID | None:
        owner = self._field(change.kind, change.entity, field)
        return self._field(kind_name(kind), owner, end) if owner else None

    def _name(self, authority: UUID | None) -> str:
        return _plain(self._field("authority", authority, "name") or "") if authority else ""

    def _field(self, kind: str, entity: UUID, field: str) -> Any:
        """Return a field of a record that is here, or else as it comes."""
        stands = self._of_kind(kind).get(entity)
        return getattr(stands, field, None) if stands else self._told.get((entity, field))


def _values(op: Operation) -> Mapping[str, Any]:
    """Return what an operation says and this version understands, as records hold it."""
    found: dict[str, Any] = {}
    for name, each in op.fields.items():
        try:
            found |= {} if each.sealed else {name: read(op.kind, name, each.value)}
        except Unreadable:
            continue
    return found


def _either(before: str, after: str) -> tuple[str, str]:
    """Quote both, from just before they part."""
    one, other = _plain(before), _plain(after)
    parts = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    space = one.rfind(" ", 0, max(parts - _LEAD, 0)) + 1 if max(len(one), len(other)) > _LETTERS_OF_EACH else 0
    return _quoted(one, space, _LETTERS_OF_EACH), _quoted(other, space, _LETTERS_OF_EACH)


def _quoted(text: str, start: int = 0, most: int = _LETTERS) -> str:
    said = _plain(text)[start:]
    short = said if len(said) <= most else f"{said[: most - 1].rstrip()}…"
    return f"“{'…' if start else ''}{short}”"


def _plain(text: str) -> str:
    """Return words on one line, without the characters that would steer a terminal or turn a line round."""
    return "".join(each if each.isprintable() else "�" for each in " ".join(text.split()))
