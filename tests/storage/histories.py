"""Random histories of several copies of one round, in memory, with a second telling of what must hold beside them."""

import json
import random
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import create_engine, event, select, update
from sqlalchemy.pool import StaticPool

from peer_challenge.domain import changes
from peer_challenge.domain.choices import Grade
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority
from peer_challenge.storage import merging
from peer_challenge.storage.connection import _begin
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.log_tables import fact, head, operation
from peer_challenge.storage.log_tables import pack as pack_table
from peer_challenge.storage.merging import take_back, whether_taken_back
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.operations import canonical
from peer_challenge.storage.redaction import redact
from peer_challenge.storage.rows import from_row
from peer_challenge.storage.store import Store
from tests.storage.travel import opened, parcel, received

RECORDS = tuple(UUID(int=0xA0 + each) for each in range(3))
FIELDS = ("comment", "region", "in_care")
_YEARS = (0, -10, 10, 3)


@cache
def _empty_file() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "r.pcw"
        create_store(path).close()
        return path.read_bytes()


@dataclass
class Copy:
    """One copy, and what the test itself knows of it: operations that came here, and values that came with them."""

    index: int
    years: int
    store: Store = field(init=False)
    known: set[UUID] = field(default_factory=set)
    has: set[tuple[UUID, str]] = field(default_factory=set)
    views: list[tuple[int, frozenset[tuple[UUID, str]]]] = field(default_factory=lambda: [(0, frozenset())])
    packs: list[tuple[UUID, set[UUID], list[str]]] = field(default_factory=list)
    _counter: int = 0

    def __post_init__(self) -> None:
        raw = sqlite3.connect(":memory:", check_same_thread=False)
        raw.deserialize(_empty_file())
        raw.isolation_level = None
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        event.listen(engine, "begin", _begin)
        replica = self.new_id()
        self.store = Store(
            engine, Path("memory.pcw"), replica=replica, who=self.new_id(), now=self.now, new_id=self.new_id
        )
        with self.store.writing() as conn:
            conn.execute(update(fact).where(fact.c.name == "replica").values(value=str(replica)))

    def new_id(self) -> UUID:
        """Rising ids that depend on nothing but the copy and its own acts, so that clocks can be shifted alone."""
        self._counter += 1
        return UUID(int=(self._counter << 64) + (self.index << 32) + 1)

    def now(self) -> datetime:
        return datetime(2026, 11, 5, 9, tzinfo=UTC) + timedelta(days=365 * self.years, seconds=self._counter)


class History:
    """Copies that act and exchange what they hold; `told` is every operation ever written, as its author wrote it."""

    def __init__(self, copies: int = 3, years: tuple[int, ...] = _YEARS) -> None:
        self.copies = [Copy(each, years[each % len(years)]) for each in range(copies)]
        self.told: dict[UUID, Any] = {}
        self.packs: list[tuple[list[str], set[UUID], set[tuple[UUID, str]]]] = []
        self.struck: set[tuple[UUID, str]] = set()
        self._words = 0

    def close(self) -> None:
        for each in self.copies:
            each.store._engine.dispose()

    # what people do

    def edit(self, who: int, record: UUID, name: str, view: int | None = None) -> None:
        """Add the record where it is not shown, else set one of its fields, perhaps over what an older view showed."""
        copy = self.copies[who]
        self._words += 1
        value: object = list(Grade)[self._words % 4] if name == "in_care" else f"Words {self._words}"
        there = copy.store.get(Authority, record)
        if there is None:
            new = replace(Authority(id=record, name=f"N{self._words}"), **{name: value})
            self._do(copy, changes.add("Add", new), view)
            return
        before = replace(there, **{name: None if name == "in_care" else "?"})
        self._do(copy, changes.edit("Edit", before, **{name: value}), view)
        if view is None:
            self._one_head(copy, record, name)

    def _one_head(self, copy: Copy, record: UUID, name: str) -> None:
        """L5: after an edit over everything shown, what was shown is there no more."""
        heads = {(op, name) for op in self.heads(copy).get((record, name), set())}
        shown = (heads & copy.has) - self.struck
        assert len(shown) == 1, "an edit of what was seen left another version"

    def remove(self, who: int, record: UUID, view: int | None = None) -> None:
        copy = self.copies[who]
        there = copy.store.get(Authority, record)
        if there is not None:
            self._do(copy, changes.remove("Remove", there), view)

    def look(self, who: int) -> None:
        copy = self.copies[who]
        copy.views.append((copy.store.number(), frozenset(copy.has)))

    def undo(self, who: int, *, redo: bool = False) -> None:
        copy = self.copies[who]
        before = self._visible(copy)
        number = copy.store.number()
        (copy.store.redo if redo else copy.store.undo)()
        self._note(copy, number)
        self._only_own_went(copy, before)

    def strike_out(self, who: int, record: UUID, name: str) -> None:
        copy = self.copies[who]
        number = copy.store.number()
        try:
            redact(copy.store, Authority, record, name)
        except UserError:
            return
        self._note(copy, number)

    def _do(self, copy: Copy, act: changes.ChangeSet, view: int | None) -> None:
        number = copy.store.number()
        seen, had = (number, frozenset(copy.has)) if view is None else copy.views[view % len(copy.views)]
        copy.store.apply(act, None if view is None else seen)
        for op in self._note(copy, number):
            for name, each in op.fields.items():
                assert {(parent, name) for parent in each.parents} <= had, "wrote over what was not seen"

    def _note(self, copy: Copy, number: int) -> list[Any]:
        """Take down what an act wrote, from the log, before anybody else could see it."""
        with copy.store.reading() as conn:
            ops = [from_row(row) for row in conn.execute(select(operation).where(operation.c.number > number))]
        for op in ops:
            self.told[op.id] = op
            copy.known.add(op.id)
            copy.has |= {(op.id, name) for name in op.fields}
            for each in op.fields["_redacted"].value if "_redacted" in op.fields else ():
                target = self.told[UUID(each[0])]
                if target.actor == op.actor:
                    self.struck.add((target.id, each[1]))
        return ops

    # what travels

    def post(self, who: int, records: Iterable[UUID] = RECORDS, withheld: frozenset[str] = frozenset()) -> int:
        copy = self.copies[who]
        chosen = set(records)
        lines = parcel(copy.store, chosen & {self.told[each].entity for each in copy.known}, withheld)
        values = {(UUID(line["id"]), name) for line in map(json.loads, lines) for name in _told(line)}
        assert not values & self._hidden(copy), "a file holds words that were struck out"
        newest = {(op, at[1]) for at, ops in self.heads(copy).items() for op in ops}
        assert values <= newest, "a file holds an older wording"
        assert not {name for _, name in values} & withheld
        self.packs.append((lines, {each for each in copy.known if self.told[each].entity in chosen}, values))
        return len(self.packs) - 1

    def bring(self, who: int, pack: int, seed: int) -> None:
        """Bring a pack in, shuffled, and again: the second time adds nothing (L2)."""
        copy = self.copies[who]
        lines, holds, values = self.packs[pack]
        shuffled = random.Random(seed).sample(lines, len(lines))
        facts, before = received(), list(dump(copy.store))
        merging.foresee(copy.store, opened(shuffled), {}, facts)
        assert list(dump(copy.store)) == before, "what is only foreseen changed something"
        with patch.object(merging, "AT_ONCE", 1 + seed % 3):
            merging.merge(copy.store, opened(shuffled), {}, facts)
        copy.packs.append((facts.id, holds - copy.known, before))
        copy.known |= holds
        copy.has |= values
        again = merging.merge(copy.store, opened(lines), {}, received())
        assert (again.new, again.filled) == (0, 0), "bringing the same in again added something"

    def take_in(self, who: int, pack: int) -> int:
        """Bring a pack in once, in pieces; return how much was new."""
        copy = self.copies[who]
        lines, holds, values = self.packs[pack]
        with patch.object(merging, "AT_ONCE", 2):
            done = merging.merge(copy.store, opened(lines), {}, received())
        copy.known |= holds
        copy.has |= values
        return done.new + done.filled

    def take_back(self, who: int) -> None:
        """Take the last file back where it can be; nothing then remembers it."""
        copy = self.copies[who]
        if not copy.packs:
            return
        pack, brought, before = copy.packs.pop()
        if whether_taken_back(copy.store, pack):
            assert brought or pack
            return
        number = copy.store.number()
        acts_since = self._acts_since(copy, pack)
        take_back(copy.store, pack)
        if not acts_since:
            assert list(dump(copy.store)) == before, "taking back left something else than before"
        copy.known -= brought
        copy.has = self._values_in(copy)
        copy.views = [view for view in copy.views if view[0] <= number]

    def _acts_since(self, copy: Copy, pack: UUID) -> bool:
        with copy.store.reading() as conn:
            last = conn.execute(select(pack_table.c.number).where(pack_table.c.id == pack)).scalar_one()
        return copy.store.number() > last

    def _values_in(self, copy: Copy) -> set[tuple[UUID, str]]:
        with copy.store.reading() as conn:
            ops = [from_row(row) for row in conn.execute(select(operation))]
        return {(op.id, name) for op in ops for name, each in op.fields.items() if not each.sealed}

    # what must hold

    def heads(self, copy: Copy) -> dict[tuple[UUID, str], set[UUID]]:
        return self._fold(copy.known)

    def _fold(self, known: set[UUID]) -> dict[tuple[UUID, str], set[UUID]]:
        """Fold all operations known to a copy, without the store's own code."""
        over = {(n, p) for each in known for n, value in self.told[each].fields.items() for p in value.parents}
        found: dict[tuple[UUID, str], set[UUID]] = {}
        for each in known:
            for name in self.told[each].fields:
                if (name, each) not in over:
                    found.setdefault((self.told[each].entity, name), set()).add(each)
        return found

    def _visible(self, copy: Copy) -> dict[tuple[UUID, str], set[UUID]]:
        heads = self.heads(copy)
        gone = {record for record in RECORDS if self._is_gone(record, heads)}
        return {
            at: {op for op in ops if (op, at[1]) not in self._hidden(copy)}
            for at, ops in heads.items()
            if at[0] not in gone and not at[1].startswith("_")
        }

    def _hidden(self, copy: Copy) -> set[tuple[UUID, str]]:
        marks = [self.told[each] for each in copy.known if "_redacted" in self.told[each].fields]
        named = {(UUID(op), name) for mark in marks for op, name in mark.fields["_redacted"].value}
        return named & self.struck

    def _is_gone(self, record: UUID, heads: dict[tuple[UUID, str], set[UUID]]) -> bool:
        seen: set[str] = set()
        for op in heads.get((record, "_gone"), ()):
            seen |= set(self.told[op].fields["_gone"].value or ())
        standing = {str(op) for (e, n), ops in heads.items() if e == record and not n.startswith("_") for op in ops}
        return bool(seen) and standing <= seen

    def _only_own_went(self, copy: Copy, before: dict[tuple[UUID, str], set[UUID]]) -> None:
        """An undo or redo takes away only what this copy's own person wrote."""
        after = self.heads(copy)
        for at, ops in before.items():
            for op in ops - after.get(at, set()):
                assert self.told[op].replica == copy.store.replica, "an undo wrote over what somebody else wrote"

    def check(self, copy: Copy, *, complete: bool = False) -> None:
        """L3, L4, L7, L8: the heads and what is shown are those of the second telling, and newest wordings are here."""
        with copy.store.reading() as conn:
            query = select(head.c.entity, head.c.field, operation)
            rows = conn.execute(query.join(operation, operation.c.number == head.c.number))
            ops = [(row[0], row[1], from_row(row)) for row in rows]
        found: dict[tuple[UUID, str], set[UUID]] = {}
        for entity, name, op in ops:
            found.setdefault((entity, name), set()).add(op.id)
        assert found == self.heads(copy), "the heads are not those of the operations known"
        visible = self._visible(copy)
        for entity, name, op in ops:
            if op.id in visible.get((entity, name), ()) and op.fields[name].sealed:
                assert (op.id, name) not in copy.has, "a newest wording that came here is not shown"
                assert not complete, "a newest wording is known to nobody any longer"
                visible[entity, name].discard(op.id)
            elif not op.fields[name].sealed:
                assert op.fields[name].value == self.told[op.id].fields[name].value
        said = {UUID(line["id"]): line["fields"] for line in map(json.loads, dump(copy.store))}
        assert said == self._shown(visible), "what is shown is not what was written"

    def _shown(self, visible: dict[tuple[UUID, str], set[UUID]]) -> dict[UUID, dict[str, Any]]:
        shown: dict[UUID, dict[str, Any]] = {}
        for (entity, name), ops in visible.items():
            values = [json.loads(each) for each in sorted({canonical(self.told[op].fields[name].value) for op in ops})]
            if values:
                shown.setdefault(entity, {})[name] = values[0] if len(values) == 1 else {"versions": values}
        return shown

    def exchange_all(self) -> None:
        """Everybody brings in everybody's file until nothing is new to anybody (L12)."""
        for _ in range(4):
            posts = [self.post(each.index) for each in self.copies]
            if not sum([self.take_in(each.index, pack) for each in self.copies for pack in posts]):
                return
        raise AssertionError("there is always something new to tell")


def _told(line: dict[str, Any]) -> list[str]:
    return [name for name, each in line["fields"].items() if "v" in each]


def random_history(seed: int, copies: int = 3, years: tuple[int, ...] = _YEARS) -> History:
    """Play a history of 3 to 25 steps drawn from a seed alone."""
    rnd = random.Random(seed)
    history = History(copies, years)
    for _ in range(rnd.randint(3, 25)):
        _step(history, rnd, copies)
    return history


def _step(history: History, rnd: random.Random, copies: int) -> None:
    who, record, name = rnd.randrange(copies), rnd.choice(RECORDS), rnd.choice(FIELDS)
    view = rnd.choice([None, None, rnd.randrange(5)])
    draw = rnd.random()
    if draw < 0.45:
        history.edit(who, record, name, view)
    elif draw < 0.53:
        history.remove(who, record, view)
    elif draw < 0.59:
        history.look(who)
    elif draw < 0.68:
        history.undo(who, redo=rnd.random() < 0.3)
    elif draw < 0.72:
        history.strike_out(who, record, name)
    elif draw < 0.76:
        history.take_back(who)
    else:
        withheld = frozenset({name}) if rnd.random() < 0.2 else frozenset[str]()
        history.bring(who, history.post(rnd.randrange(copies), withheld=withheld), rnd.randrange(10**6))
