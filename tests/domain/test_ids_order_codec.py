"""Identifiers rise, positions leave room, and every field's value survives the log."""

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_challenge.domain.choices import Grade, NoteKind
from peer_challenge.domain.codec import Unreadable, from_json, to_json
from peer_challenge.domain.ids import known_id, link_id, new_id
from peer_challenge.domain.order import between, row_of

moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC)
)
values = st.one_of(
    st.tuples(st.just(str), st.text()),
    st.tuples(st.just(int), st.integers(-(2**53), 2**53)),
    st.tuples(st.just(bool), st.booleans()),
    st.tuples(st.just(UUID), st.uuids()),
    st.tuples(st.just(date), st.dates()),
    st.tuples(st.just(datetime), moments),
    st.tuples(st.just(time), st.times()),
    st.tuples(st.just(Grade), st.sampled_from(Grade)),
    st.tuples(st.just(tuple[UUID, ...]), st.lists(st.uuids()).map(tuple)),
    st.tuples(st.just(Grade | None), st.none() | st.sampled_from(Grade)),
)


@given(values)
def test_a_value_comes_back_from_the_log_as_it_went_in(typed: tuple[object, object]) -> None:
    kind, value = typed
    assert from_json(kind, to_json(value)) == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [(int, "3"), (int, True), (bool, 1), (date, "31 June"), (NoteKind, "hunch"), (UUID, 7), (tuple[str, ...], "a")],
)
def test_a_value_of_another_form_is_unreadable_not_a_crash(kind: object, value: object) -> None:
    with pytest.raises(Unreadable):
        from_json(kind, value)


def test_new_ids_are_version_7_and_rise() -> None:
    ids = [new_id() for _ in range(5_000)]
    assert ids == sorted(ids)
    assert {each.version for each in ids} == {7}
    assert len(set(ids)) == len(ids)


def test_a_link_has_one_id_whichever_end_is_named_first() -> None:
    one, other = new_id(), new_id()
    assert link_id("relationship", one, other) == link_id("relationship", other, one)
    assert link_id("relationship", one, other) != link_id("relationship", one, other, also="2019")
    assert known_id("authority", "E10000016") == known_id("authority", "E10000016")


@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_there_is_always_room_between_two_positions(wishes: list[int]) -> None:
    row: list[str] = []
    for wish in wishes:
        at = wish % (len(row) + 1)
        row.insert(at, between(row[at - 1] if at else "", row[at] if at < len(row) else ""))
    assert row == sorted(row)
    assert len(set(row)) == len(row)


@pytest.mark.parametrize("count", [0, 1, 2, 34, 35, 36, 500])
def test_positions_made_at_once_are_in_order_with_room_around(count: int) -> None:
    row = row_of(count)
    assert row == sorted(set(row))
    assert len(row) == count
    for before, after in zip(["", *row], [*row, ""], strict=True):
        assert before < between(before, after)
        assert not after or between(before, after) < after


def test_positions_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="does not sort"):
        between("b", "a")
