"""Faults to plant in merging, each a patch of one function; the laws must find every one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from peer_challenge.storage import joining, log, merging, projection, sealing, struck, taking_back

_S = "peer_challenge.storage"
_FORGED = "test_the_same_mark_with_other_content_is_refused_whole"
_LEAVE = "test_only_the_author_or_a_coordinator_strikes_out"
_BUILT_ON = "test_what_somebody_built_on_stays"
_FILLED = "test_what_was_filled_in_was_not_seen_before"
_UNDO = "test_an_undo_after_a_merge_leaves_their_wording"
_TWICE = "test_one_and_the_same_thing_made_twice_is_one"
_RETURN = "test_words_struck_out_are_refused_when_they_return"
_SHOWN = "test_which_wording_is_shown_does_not_depend_on_arrival"
_RESTORED = "test_a_restored_backup_that_counted_again_loses_nothing"
_NEWER = "test_what_a_newer_version_wrote_goes_on_unchanged"
_CYCLE = "test_operations_that_follow_themselves_are_refused"


@dataclass(frozen=True)
class Fault:
    """One fault: what goes wrong, where, and the function put in place of the right one, and the test that finds it."""

    name: str
    where: str
    wrong: Callable[..., Any]
    example: str = ""

    def planted(self) -> Any:
        """Give the fault for the time of a `with`."""
        return patch(self.where, self.wrong)


_heads_of, _as_seen, _overtaken = log.heads_of, log.heads_as_seen, log.overtaken
_move_heads = log._move_heads
_joined, _append, _without, _rewrite = joining.joined, log.append, struck.without, log.rewrite
_shown_first, _travels, _remove = log.shown_first, sealing._as_it_travels, taking_back._remove


def _one_head(conn: Any, entities: Any) -> Any:
    return {each: {name: ops[:1] for name, ops in fields.items()} for each, fields in _heads_of(conn, entities).items()}


def _without_parents(ops: Any, seen: int) -> Any:
    return dict.fromkeys(_as_seen(ops, seen), ())


def _everything_seen(ops: Any, seen: int) -> Any:
    return _as_seen(ops, 10**9)


def _also_sealed(ops: Any, seen: int) -> Any:
    return {name: tuple(sorted(ids)) for name, ids in log.newest([op for op in ops if op.number <= seen]).items()}


def _only_newer(conn: Any, ops: Any) -> Any:
    latest = log.latest(conn)[1]
    return _append(conn, [op for op in ops if op.clock > latest or op.stub])


def _removed_wins(heads: Any) -> bool:
    return any(projection.removed_by(op) for op in heads.get("_gone", ()))


def _never_filled(here: Any, came: Any) -> Any:
    _joined(here, came)
    return here


def _any_content(here: Any, came: Any) -> Any:
    return here if here.hash != came.hash else _joined(here, came)


def _same_number(conn: Any, before: Any, after: Any) -> None:
    _rewrite(conn, before, replace(after, number=before.number))


def _no_stubs(op: Any, shown: Any) -> Any:
    """Older operations are told without what they were written over."""
    told = _travels(op, shown)
    return replace(told, fields={name: replace(each, parents=()) for name, each in told.fields.items()})


def _open_as_they_are(op: Any, shown: Any) -> Any:
    return op


def _tips_of_everybody(self: Any, op: Any, past: Any, field: str) -> Any:
    return tuple(sorted(log.newest(past).get(field, ())))


def _every_head_gone(self: Any, began: Any, past: Any, field: str | None = None) -> Any:
    return {each.id for each in past}


def _remove_but_no_heads(conn: Any, ops: Any) -> None:
    _remove(conn, ops)
    if ops:
        conn.exec_driver_sql("DELETE FROM head WHERE number = (SELECT max(number) FROM head)")


def _as_it_came(op: Any, struck: Any) -> Any:
    return op


def _known_is_taken_away(here: Any, came: Any) -> Any:
    told = _joined(here, came)
    sealed = {name: came.fields[name] for name in came.fields if came.fields[name].sealed}
    return told if came.stub else replace(told, fields={**told.fields, **sealed})


def _stub_stays(here: Any, came: Any) -> Any:
    told = _joined(here, came)
    return here if here.stub else told


def _replaced(here: Any, came: Any) -> Any:
    return replace(came, number=here.number)


def _edges_of_the_told(conn: Any, new: Any) -> None:
    """Parents that stubs and sealed fields name are not looked at."""
    bare = {
        op.number: replace(op, fields={n: replace(v, parents=()) if v.sealed else v for n, v in op.fields.items()})
        for op in new
    }
    _move_heads(conn, list(bare.values()))


def _first_of_each_field(conn: Any, new: Any) -> None:
    met: set[Any] = set()
    first = []
    for op in new:
        fields = {name: each for name, each in op.fields.items() if (op.entity, name) not in met}
        met |= {(op.entity, name) for name in fields}
        first.append(replace(op, fields=fields))
    _move_heads(conn, first)


def _by_replica_and_number(conn: Any, ops: Any) -> Any:
    """Operations are recognised by replica and sequence."""
    rows = conn.exec_driver_sql("SELECT replica, seq, id FROM operation").fetchall()
    known = {(row[0], row[1]): row[2] for row in rows}
    return _append(conn, [op for op in ops if known.get((op.replica.bytes, op.seq), op.id.bytes) == op.id.bytes])


def _known_kinds(conn: Any, ops: Any) -> Any:
    return _append(conn, [op for op in ops if op.kind in projection.KINDS])


def _blended(conn: Any, entities: Any) -> Any:
    found = _heads_of(conn, entities)
    for fields in found.values():
        for name, ops in fields.items():
            texts = [op.fields[name].value for op in ops]
            if len(ops) > 1 and all(isinstance(each, str) for each in texts):
                both = replace(ops[0].fields[name], value=" ".join(texts))
                fields[name] = [replace(ops[0], fields={**ops[0].fields, name: both})]
    return found


def _anybody(mark: Any, target: Any, leaders: Any) -> bool:
    return True


def _nothing_built(conn: Any, brought: Any) -> Any:
    return iter(())


def _no_cycles(conn: Any, new: Any) -> None:
    pass


def _latest_arrival(op: Any) -> Any:
    return op.number


FAULTS = (
    Fault("the later of two wordings wins", f"{_S}.dumping.heads_of", _one_head),
    Fault("a parent that arrives late is newest again", f"{_S}.log.overtaken", lambda conn, ids: set()),
    Fault("any removal wins over an unseen edit", f"{_S}.projection.is_gone", _removed_wins),
    Fault("edits say not what they were written over", f"{_S}.log.heads_as_seen", _without_parents),
    Fault("edits write over what arrived unseen", f"{_S}.log.heads_as_seen", _everything_seen),
    Fault("what has an older clock is ignored", f"{_S}.log.append", _only_newer),
    Fault("what was sealed is never filled in", f"{_S}.log.joined", _never_filled),
    Fault(
        "another content under the same mark is let pass",
        f"{_S}.log.joined",
        _any_content,
        example="test_the_same_mark_with_other_content_is_refused_whole",
    ),
    Fault("what is filled in counts as seen long ago", f"{_S}.log.rewrite", _same_number, _FILLED),
    Fault("what travels says not what it was written over", f"{_S}.sealing._as_it_travels", _no_stubs),
    Fault("older wordings travel", f"{_S}.sealing._as_it_travels", _open_as_they_are),
    Fault("an undo writes over what others wrote", f"{_S}.writing.Writer._tips", _tips_of_everybody, _UNDO),
    Fault(
        "taking back an addition hides what others wrote", f"{_S}.writing.Writer._own_line", _every_head_gone, _TWICE
    ),
    Fault("struck out words come in again", f"{_S}.log.without", _as_it_came, _RETURN),
    Fault("a redaction is not followed", f"{_S}.log.hide", lambda conn, ops: ops),
    Fault(
        "anybody may strike out anything",
        f"{_S}.struck.may_strike",
        _anybody,
        example="test_only_the_author_or_a_coordinator_strikes_out",
    ),
    Fault("taking a file back forgets a head", f"{_S}.taking_back._remove", _remove_but_no_heads),
    Fault(
        "a file is taken back under somebody's work",
        f"{_S}.taking_back._built_on",
        _nothing_built,
        example="test_what_somebody_built_on_stays",
    ),
    Fault(
        "operations may follow themselves",
        f"{_S}.log.refuse_cycles",
        _no_cycles,
        example="test_operations_that_follow_themselves_are_refused",
    ),
    Fault("a foreseen file stays", f"{_S}.merging.foresee", merging.merge),
    Fault("values nobody may read count as seen", f"{_S}.log.heads_as_seen", _also_sealed),
    Fault("which wording is shown depends on arrival", f"{_S}.log.shown_first", _latest_arrival, _SHOWN),
    Fault("what is sealed takes away what is known", f"{_S}.log.joined", _known_is_taken_away),
    Fault("a stub stays where its operation comes", f"{_S}.log.joined", _stub_stays),
    Fault("another content under the same mark replaces ours", f"{_S}.log.joined", _replaced, _FORGED),
    Fault("sealed fields write over nothing", f"{_S}.log._move_heads", _edges_of_the_told),
    Fault("heads move for the first of each field only", f"{_S}.log._move_heads", _first_of_each_field),
    Fault("operations are known by copy and count", f"{_S}.log.append", _by_replica_and_number, _RESTORED),
    Fault("kinds of a newer version are left out", f"{_S}.log.append", _known_kinds, _NEWER),
    Fault("two wordings are blended", f"{_S}.dumping.heads_of", _blended),
)
