"""Hostile and legal operations: one wrong thing in an otherwise well made and signed pack."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tests.hostile.pack_parts import (
    CHALLENGE,
    NOW,
    OTHER_KEY,
    Hostile,
    canonical,
    changed,
    field_hash,
    lines_of,
    named_id,
    notes,
    operation,
    pack,
    sealed,
    shown,
    stub,
    timed_id,
)

Make = Callable[..., bytes]
DECADE = 10 * 365 * 86_400_000


def operations(round_id: str) -> Iterator[Hostile]:
    """All of them, made one by one."""
    make = partial(pack, round_id)
    yield from _operations(make)
    yield from _histories(make)
    yield from _legal(make)


def _operations(make: Make) -> Iterator[Hostile]:
    *rest, last = notes()
    field = last["fields"]["text"]

    def with_last(**values: Any) -> bytes:
        return make(operations=[*rest, changed(last, **values)])

    wrong: dict[str, dict[str, Any]] = {
        "hash_wrong": {"hash": "0" * 64},
        "hash_upper_case": {"hash": last["hash"].upper()},
        "hash_null": {"hash": None},
        "unknown_key": {"extra": 1},
        "id_not_uuid": {"id": "f-note-4"},
        "id_number": {"id": 4},
        "id_in_braces": {"id": "{" + last["id"] + "}"},
        "id_without_hyphens": {"id": last["id"].replace("-", "")},
        "id_upper_case": {"id": last["id"].upper()},
        "act_null": {"act": None},
        "act_not_uuid": {"act": "act"},
        "undoes_not_uuid": {"undoes": "last one"},
        "entity_not_uuid": {"entity": "../../note"},
        "replica_not_uuid": {"replica": "'; drop table operation; --"},
        "actor_not_uuid": {"actor": "Perrin"},
        "label_number": {"label": 7},
        "kind_null": {"kind": None},
        "kind_list": {"kind": ["note"]},
        "label_list": {"label": []},
        "fields_list": {"fields": [], "hash": last["hash"]},
        "fields_null": {"fields": None, "hash": last["hash"]},
        "seq_true": {"seq": True},
        "seq_zero": {"seq": 0},
        "seq_negative": {"seq": -4},
        "seq_text": {"seq": "4"},
        "seq_huge": {"seq": 2**63},
        "clock_true": {"clock": True},
        "clock_negative": {"clock": -1, "at": -1},
        "clock_huge": {"clock": 10**40},
        "at_negative": {"at": -1},
        "at_fraction": {"at": NOW + 0.5},
        "vocabulary_true": {"vocabulary": True},
        "vocabulary_negative": {"vocabulary": -1},
        "previous_short": {"previous": "ab"},
        "previous_not_hex": {"previous": "x" * 64},
        "scope_here": {"scope": "here"},
        "scope_unknown": {"scope": "everybody"},
        "scope_empty": {"scope": ""},
        "scope_not_uuid": {"scope": "challenge:1"},
        "scope_capital": {"scope": CHALLENGE.replace("c", "C", 1)},
        "scope_blank": {"scope": CHALLENGE + " "},
        "scope_null": {"scope": None},
        "field_text": {"fields": {"text": "hello"}, "hash": "1" * 64},
        "field_unknown_key": {"fields": {"text": field | {"x": 1}}},
        "field_value_and_hash": {"fields": {"text": field | {"h": field_hash(field)}}},
        "field_without_salt": {"fields": {"text": {"v": "x"}}},
        "field_hash_short": {"fields": {"text": {"h": "abc"}}},
        "field_salt_number": {"fields": {"text": field | {"s": 5}}},
        "parents_text": {"fields": {"text": field | {"p": last["previous"]}}},
        "parents_not_uuid": {"fields": {"text": field | {"p": ["first"]}}},
        "own_parent": {"fields": {"text": field | {"p": [last["id"]]}}},
    }
    for name, values in wrong.items():
        yield Hostile(f"operation_{name}", with_last(**values), "the last operation is not what section 6 lays down")
    for key in sorted(last):
        less = {name: value for name, value in last.items() if name != key}
        lines = lines_of(rest) + canonical(less).encode() + b"\n"
        yield Hostile(f"operation_without_{key}", make(lines=lines), f"the last operation has no {key}")
    stubs = {
        "with_value": stub(last) | {"fields": {"text": field}},
        "with_hash_of_field": stub(last) | {"fields": {"text": sealed(field)}},
        "with_label": stub(last) | {"label": "Add note"},
        "without_hash": {name: value for name, value in stub(last).items() if name != "hash"},
        "in_scope_here": stub(last) | {"scope": "here"},
        "own_parent": stub(last) | {"fields": {"text": {"p": [last["id"]]}}},
    }
    for name, op in stubs.items():
        data = make(operations=[*rest, op])
        yield Hostile(f"stub_{name}", data, "neither an operation nor a stub")
    open_cases = {
        "clock_before_at": {"clock": last["at"] - 1},
        "id_version_4": {"id": last["id"][:14] + "4" + last["id"][15:]},
        "other_scope_of_a_record": {"entity": rest[0]["entity"], "scope": "round"},
        "other_kind_of_a_record": {"entity": rest[0]["entity"], "kind": "finding"},
        "previous_of_nobody": {"previous": "ab" * 32},
        "seq_used_twice": {"seq": 1},
        "number_for_a_text": {"fields": {"text": shown(5, "5")}},
        "gone_by_a_word": {"fields": {"_gone": shown("yes", "5")}},
        "redacts_nonsense": {"fields": {"_redacted": shown([["a"], 5], "5")}},
        "control_in_name": {"kind": "note\u0000", "label": "\u202egnirts"},
        "parents_twice": {"fields": {"text": field | {"p": [rest[0]["id"]] * 2}}},
        "parents_endless": {"fields": {"text": field | {"p": [named_id(f"p{n}") for n in range(20_000)]}}},
        "no_fields": {"fields": {}},
    }
    for name, values in open_cases.items():
        yield Hostile(f"open_{name}", with_last(**values), "the description does not say", legal=None)


def _ring(length: int, stubs: bool = False) -> list[dict]:
    ids = [timed_id(NOW + 9000 + n, f"ring {n}") for n in range(length)]
    ring = []
    for n, own in enumerate(ids):
        field = {"text": shown(f"wording {n}", f"ring {n}", [ids[n - 1]])}
        replica = named_id(f"replica of ring {n}")
        ring.append(operation(1, "ring", field, id=own, at=NOW + 9000 + n, replica=replica))
    return [stub(op) for op in ring] if stubs else ring


def _heads(count: int) -> list[dict]:
    fields = [{"text": shown(f"version {n}", f"head {n}")} for n in range(count)]
    return [
        operation(1, "heads", field, at=NOW + 9000 + n, replica=named_id(f"replica {n}"))
        for n, field in enumerate(fields)
    ]


def _histories(make: Make) -> Iterator[Hostile]:
    *rest, last = notes()
    for length in (2, 3, 500):
        data = make(operations=_ring(length))
        yield Hostile(f"ring_of_{length}", data, "operations that follow themselves through others")
    yield Hostile("ring_of_stubs", make(operations=_ring(3, stubs=True)), "stubs that follow themselves")
    yield Hostile("heads_65", make(operations=_heads(65)), "65 versions of one field", stage="import")
    yield Hostile("heads_5000", make(operations=_heads(5000)), "5,000 versions of one field", stage="import")
    other = changed(last, fields={"text": shown("Nobody reads the report.", "6")})
    data = make(operations=[*rest, last, other])
    yield Hostile("one_id_two_contents", data, "two lines with one id and different words")
    data = make(operations=[*rest, other])
    yield Hostile("id_known_with_other_content", data, "the last operation's id, other words", stage="after_valid")
    data = make(operations=[*rest, stub(last) | {"hash": "5" * 64}])
    yield Hostile("stub_known_with_other_hash", data, "the last operation's stub, another hash", stage="after_valid")
    data = make(operations=[*rest, last, stub(other)])
    yield Hostile("stub_against_operation", data, "an operation and a stub of it with another hash")


def _legal(make: Make) -> Iterator[Hostile]:
    *rest, last = notes()

    def good(name: str, why: str, **changes: Any) -> Hostile:
        return Hostile(f"legal_{name}", make(**changes), why, legal=True)

    def with_last(name: str, why: str, **values: Any) -> Hostile:
        return good(name, why, operations=[*rest, changed(last, **values)])

    text = last["fields"]["text"]
    yield good("valid", "as it should be")
    yield good("replay", "the very bytes of the valid pack again: nothing changes")
    yield good("empty", "no operation at all", operations=[])
    yield with_last("unknown_kind", "a kind of a newer version", kind="telepathy", vocabulary=99)
    yield with_last("unknown_field", "a field of a newer version", fields={"text": text, "aura": shown([1, None], "7")})
    parents = [named_id("far away"), named_id("further away")]
    yield with_last("unknown_parents", "parents that never came", fields={"text": shown("x", "8", parents)})
    for name, when in (("ten_years_ahead", NOW + DECADE), ("ten_years_behind", NOW - DECADE), ("in_1970", 0)):
        clock = max(when, rest[-1]["clock"] + 1)  # the logical clock never runs back
        yield with_last(name, "a laptop whose clock is wrong", id=timed_id(when, name), at=when, clock=clock)
    yield good("stub", "an operation of which only the stub came", operations=[*rest, stub(last)])
    yield good(
        "only_sealed",
        "a value that is not for this reader",
        operations=[*rest, last | {"fields": {"text": sealed(text)}}],
    )
    yield good("gaps", "operations between these are not for this reader", operations=[rest[0], last])
    gone = {"_gone": shown([rest[1]["id"]], "9")}
    yield with_last("removal", "a removed record", entity=rest[1]["entity"], fields=gone)
    yield with_last(
        "odd_letters", "letters of all kinds", fields={"text": shown("Ärger 日本 🙂 \u202e <b>&amp; =1+1", "10")}
    )
    yield with_last("long_text", "900,000 characters", fields={"text": shown("a" * 900_000, "11")})
    yield with_last(
        "deep_20", "lists in lists, twenty deep", fields={"aura": shown(json.loads("[" * 20 + "]" * 20), "12")}
    )
    yield good("heads_64", "64 versions of one field", operations=_heads(64))
    yield good("another_laptop", "a laptop not seen before", key=OTHER_KEY, signature=OTHER_KEY.sign)
