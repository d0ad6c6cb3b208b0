"""Questions are data: shipped, brought in once, copied and edited, and fixed while a round asks them."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Framework, LineOfEnquiry, Prompt
from peer_challenge.services import frameworks as f
from peer_challenge.storage.store import Store
from tests.builders import south_east_round


@pytest.fixture
def shipped(store: Store) -> UUID:
    store.apply(f.adopt_framework(store, "quality_assurance"))
    return store.find(Framework)[0].id


@pytest.fixture
def copy(store: Store, shipped: UUID) -> UUID:
    act = f.copy_framework(store, shipped, "Our own questions")
    store.apply(act)
    return act.changes[0].record.id


def test_the_shipped_frameworks_are_the_two_the_region_uses() -> None:
    lines = {each.framework.key: [line.line.question for line in each.lines] for each in f.shipped_frameworks()}
    assert len(lines["children_missing_education"]) == 3
    assert lines["quality_assurance"] == [
        "How well does the local authority QA framework and audit system have impact on outcomes for children and "
        "families?",
        "How are children and families involved in QA practice? Is the voice of the child impacting on organisational "
        "learning?",
    ]


def test_a_framework_is_brought_in_whole_and_once(store: Store, shipped: UUID) -> None:
    held = f.framework_view(store, shipped)
    assert replace(held, used_by=()) == next(each for each in f.shipped_frameworks() if each.id == shipped)
    assert not f.adopt_framework(store, "quality_assurance")
    with pytest.raises(UserError, match="quality_assurance"):
        f.adopt_framework(store, "quality")


def test_a_copy_holds_the_same_words_under_ids_of_its_own(store: Store, shipped: UUID, copy: UUID) -> None:
    original, made = f.framework_view(store, shipped), f.framework_view(store, copy)
    assert (made.title, made.framework.copied_from) == ("Our own questions", shipped)
    assert [each.line.question for each in made.lines] == [each.line.question for each in original.lines]
    for old, new in zip(original.lines, made.lines, strict=True):
        assert [each.text for each in new.prompts] == [each.text for each in old.prompts]
        assert not {each.id for each in new.prompts} & {each.id for each in old.prompts}
    with pytest.raises(UserError, match="already"):
        f.copy_framework(store, shipped, "our own QUESTIONS")
    with pytest.raises(UserError, match="title"):
        f.copy_framework(store, shipped, " ")


def _prompts(store: Store, line: UUID) -> list[str]:
    return [each.text for each in store.find(Prompt, line=line)]


def test_lines_are_added_last_edited_and_removed_with_their_prompts(store: Store, copy: UUID) -> None:
    store.apply(f.add_line(store, copy, " What did we learn? ", "Learning"))
    line = f.framework_view(store, copy).lines[-1]
    assert (line.line.question, line.short) == ("What did we learn?", "Learning")
    store.apply(f.edit_line(store, line.id, short="", prompts=["From whom?", " ", "How soon? "]))
    line = f.framework_view(store, copy).lines[-1]
    assert ([each.text for each in line.prompts], line.short) == (["From whom?", "How soon?"], "What did we learn?")
    store.apply(f.remove_line(store, line.id))
    assert len(f.framework_view(store, copy).lines) == 2
    assert not store.find(Prompt, line=line.id)
    store.undo()
    assert _prompts(store, line.id) == ["From whom?", "How soon?"]


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6, unique=True), min_size=2, max_size=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_prompts_become_what_was_typed_and_those_unchanged_stay_themselves(
    store: Store, copy: UUID, lists: list[list[str]]
) -> None:
    line = f.framework_view(store, copy).lines[0].id
    for texts in lists:
        before = {each.text: each for each in store.find(Prompt, line=line)}
        act = f.edit_line(store, line, prompts=texts)
        store.apply(act)
        assert _prompts(store, line) == texts
        touched = {change.record.id for change in act.changes}
        assert len(touched) == len(act.changes)
        if texts == list(before):
            assert not touched


def test_a_prompt_put_between_others_touches_none_of_them(store: Store, copy: UUID) -> None:
    line = f.framework_view(store, copy).lines[0]
    texts = [each.text for each in line.prompts]
    act = f.edit_line(store, line.id, prompts=[*texts[:2], "And then?", *texts[2:]])
    assert [(change.before, change.after.text) for change in act.changes if isinstance(change.after, Prompt)] == [
        (None, "And then?")
    ]
    store.apply(act)
    assert _prompts(store, line.id)[2] == "And then?"


def test_a_framework_keeps_words_and_one_line(store: Store, copy: UUID) -> None:
    first, second = f.framework_view(store, copy).lines
    for refused in (
        lambda: f.edit_line(store, first.id, question=" "),
        lambda: f.add_line(store, copy, ""),
        lambda: f.edit_framework(store, copy, title=""),
    ):
        with pytest.raises(UserError):
            refused()
    store.apply(f.remove_line(store, first.id))
    with pytest.raises(UserError, match="at least one"):
        f.remove_line(store, second.id)


def test_what_a_round_asks_is_fixed_until_copied(store: Store) -> None:
    south_east_round(store)
    used = store.find(Framework)[0].id
    line = f.framework_view(store, used).lines[0]
    assert f.framework_view(store, used).used_by == ("Autumn 2026",)
    for refused in (
        lambda: f.edit_framework(store, used, title="Other"),
        lambda: f.add_line(store, used, "Why?"),
        lambda: f.edit_line(store, line.id, question="Why?"),
        lambda: f.remove_line(store, line.id),
        lambda: f.edit_line(store, line.id, prompts=["Why?"]),
        lambda: f.remove_framework(store, used),
    ):
        with pytest.raises(UserError, match=r"^A round keeps the version it started with\. Copy it first\.$"):
            refused()


def test_what_the_program_ships_is_changed_only_in_a_copy(store: Store, shipped: UUID) -> None:
    for each in (shipped, f.shipped_frameworks()[0].id):
        with pytest.raises(UserError, match="come with the program"):
            f.add_line(store, each, "Why?")
    elsewhere = next(each for each in f.shipped_frameworks() if each.id != shipped)
    store.apply(f.copy_framework(store, elsewhere.id, "Ours"))
    assert store.get(Framework, elsewhere.id) is None
    assert f.framework_view(store, store.find(Framework, title="Ours")[0].id).fixed_because == ""


def test_a_copy_can_be_chosen_for_a_round_and_thrown_away(store: Store, copy: UUID) -> None:
    assert [each.id for each in f.framework_choices(store)][-1] == copy
    assert len(f.framework_choices(store)) == 3
    store.apply(f.remove_framework(store, copy))
    assert copy not in {each.id for each in f.framework_choices(store)}
    assert not store.find(LineOfEnquiry, framework=copy)
