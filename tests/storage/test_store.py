"""The store: an act is one transaction, nothing unseen is written over, and every act can be taken back."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from peer_challenge.domain import changes
from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Authority, Note
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.queries.search import search
from peer_challenge.storage.queries.versions import fields_in_two_versions
from peer_challenge.storage.store import Store


def kent(store: Store) -> Authority:
    """Kent, put into the file."""
    authority = Authority(id=new_id(), name="Kent", aliases=("KCC",))
    store.apply(changes.add("Add authority", authority))
    return authority


def a_note(text: str, session: UUID | None = None) -> Note:
    return Note(
        id=new_id(),
        session=session or new_id(),
        challenge=new_id(),
        at=datetime(2026, 11, 5, 10, 42, 7, tzinfo=UTC),
        text=text,
        kind=NoteKind.STRENGTH,
    )


def test_a_record_comes_back_as_it_was_given_also_after_reopening(store: Store) -> None:
    note = a_note("Re-audit shows a rise – naïve café ŵ ŷ 🙂\nsecond line")
    store.apply(changes.add("Add note", note))
    assert store.get(Note, note.id) == note
    store.close()
    again = open_store(store.path)
    assert again.get(Note, note.id) == note
    assert again.replica == store.replica
    again.close()


def test_an_act_tells_what_it_touched(store: Store) -> None:
    authority = Authority(id=new_id(), name="Kent")
    before = store.number()
    applied = store.apply(changes.add("Add authority", authority))
    assert applied.touched == {Authority: frozenset({authority.id})}
    assert store.touched_since(before) == applied.touched
    assert store.touched_since(applied.number) == {}


def test_an_act_that_fails_midway_leaves_nothing(store: Store) -> None:
    authority = kent(store)
    before = list(dump(store))

    class Unspeakable:
        pass

    broken = changes.ChangeSet(
        "Two things",
        (
            changes.Change(authority, Authority(id=authority.id, name="Kentish")),
            changes.Change(None, Authority(id=new_id(), name=Unspeakable())),  # type: ignore[arg-type]
        ),
    )
    with pytest.raises(TypeError):
        store.apply(broken)
    assert list(dump(store)) == before
    assert faults_of(store) == []


def test_what_arrived_unseen_is_never_written_over(store: Store) -> None:
    authority = kent(store)
    seen = store.number()
    store.apply(changes.edit("Rename", authority, name="Kent A"), seen)
    store.apply(changes.edit("Rename", authority, name="Kent B"), seen)
    assert fields_in_two_versions(store) == {authority.id: {"name": ["Kent B", "Kent A"]}}
    assert store.need(Authority, authority.id).name == "Kent B"
    store.apply(changes.edit("Settle name", store.need(Authority, authority.id), name="Kent County"))
    assert fields_in_two_versions(store) == {}
    assert faults_of(store) == []


def test_two_versions_that_say_the_same_are_one(store: Store) -> None:
    authority = kent(store)
    seen = store.number()
    store.apply(changes.edit("Rename", authority, name="Kent A"), seen)
    store.apply(changes.edit("Rename", authority, name="Kent A"), seen)
    assert fields_in_two_versions(store) == {}


def test_a_removal_hides_only_what_its_author_saw(store: Store) -> None:
    authority = kent(store)
    seen = store.number()
    store.apply(changes.edit("Rename", authority, name="Kent County"))
    store.apply(changes.remove("Remove authority", authority), seen)
    assert store.need(Authority, authority.id).name == "Kent County"
    store.apply(changes.remove("Remove authority", authority))
    assert store.get(Authority, authority.id) is None
    assert faults_of(store) == []


def test_what_was_removed_can_be_added_again_under_the_same_id(store: Store) -> None:
    authority = kent(store)
    store.apply(changes.remove("Remove authority", authority))
    store.apply(changes.add("Add authority", authority))
    assert store.get(Authority, authority.id) == authority
    assert faults_of(store) == []


def test_adding_again_what_was_removed_is_undone_and_redone(store: Store) -> None:
    kent, slough = Authority(id=new_id(), name="Kent"), Authority(id=new_id(), name="Slough")
    for act in (
        changes.add("Add", kent),
        changes.remove("Swap", kent) + changes.add("", slough),
        changes.remove("Swap back", slough) + changes.add("", kent),
        changes.remove("Swap", kent) + changes.add("", slough),
    ):
        store.apply(act)
    names = [[each.name for each in store.find(Authority)]]
    for _ in range(3):
        store.undo()
        names.append([each.name for each in store.find(Authority)])
    for _ in range(3):
        store.redo()
        names.append([each.name for each in store.find(Authority)])
    assert names == [["Slough"], ["Kent"], ["Slough"], ["Kent"], ["Slough"], ["Kent"], ["Slough"]]
    assert faults_of(store) == []


def test_undo_and_redo_go_through_the_acts_of_the_day_also_after_a_restart(store: Store) -> None:
    authority = kent(store)
    store.apply(changes.edit("Rename", authority, name="Kent County", aliases=()))
    store.apply(changes.remove("Remove authority", store.need(Authority, authority.id)))
    now = store.now
    store.close()
    again = open_store(store.path, now=now)
    assert again.undo_label() == "Remove authority"
    again.undo()
    assert again.need(Authority, authority.id).name == "Kent County"
    again.undo()
    assert again.need(Authority, authority.id) == authority
    again.undo()
    assert again.get(Authority, authority.id) is None
    assert again.undo() is None
    assert again.redo_label() == "Add authority"
    for _ in range(3):
        again.redo()
    assert again.get(Authority, authority.id) is None
    assert again.redo() is None
    again.undo()
    assert again.need(Authority, authority.id).name == "Kent County"
    assert faults_of(again) == []
    again.close()


def test_doing_something_new_forgets_what_could_be_redone(store: Store) -> None:
    authority = kent(store)
    store.apply(changes.edit("Rename", authority, name="Kent County"))
    store.undo()
    store.apply(changes.edit("Set region", authority, region="South East"))
    assert store.redo() is None
    store.undo()
    assert store.undo_label() == "Add authority"


def test_undo_writes_over_only_what_the_act_wrote(store: Store) -> None:
    """Somebody else's later wording stands beside the old one that undo brings back."""
    authority = kent(store)
    store.apply(changes.edit("Rename", authority, name="Kent A"))
    mine, store.who = store.who, new_id()
    store.apply(changes.edit("Rename", store.need(Authority, authority.id), name="Kent theirs"))
    store.who = mine
    store.undo()
    versions = fields_in_two_versions(store)[authority.id]["name"]
    assert sorted(versions) == ["Kent", "Kent theirs"]


def test_acts_of_yesterday_are_not_undone(tmp_path: Path) -> None:
    day = datetime(2026, 11, 4, 23, 30, tzinfo=UTC)
    store = create_store(tmp_path / "r.pcw", now=lambda: day)
    store.apply(changes.add("Add authority", Authority(id=new_id(), name="Kent")))
    store.now = lambda: datetime(2026, 11, 5, 8, 0, tzinfo=UTC)
    assert store.undo() is None
    store.close()


def test_a_draft_lasts_until_the_act_that_settles_it(store: Store) -> None:
    store.keep_draft("note:1", "Half a sen")
    store.close()
    again = open_store(store.path)
    assert again.draft("note:1") == "Half a sen"
    again.apply(changes.add("Add note", a_note("Half a sentence.")), settles="note:1")
    assert again.draft("note:1") == ""
    again.keep_draft("note:2", "x")
    again.keep_draft("note:2", "")
    assert again.draft("note:2") == ""
    again.close()


def test_attachments_are_kept_once_by_hash(store: Store) -> None:
    first, second = store.attach(b"%PDF-1.7 x", "application/pdf"), store.attach(b"%PDF-1.7 x", "application/pdf")
    assert first == second
    assert store.attached(first) == b"%PDF-1.7 x"
    assert store.attached("0" * 64) is None
    assert faults_of(store) == []


HARD_WORDS = ['"', "AND", "a*b", "NEAR(", "x:y", "-", "(", "%", "‹", "'; DROP TABLE note", "ŵ"]


def test_search_finds_words_by_their_beginning_and_survives_any_input(store: Store) -> None:
    note = a_note("Moderation agrees with auditors in nine of ten cases")
    store.apply(changes.add("Add note", note))
    assert [each.id for each in search(store, "moder nine")] == [note.id]
    assert [each.id for each in search(store, "MODERATING")] == [note.id]
    assert search(store, "absent") == []
    assert search(store, "moderation", kinds=frozenset({Authority})) == []
    for words in HARD_WORDS:
        search(store, words)
    store.apply(changes.edit("Re-word", note, text="Dip sampling"))
    assert search(store, "moderation") == []
    assert len(search(store, "sampling")) == 1


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE operation SET body = replace(body, 'Kent', 'Bent')", "altered"),
        ("UPDATE operation SET label = 'Nothing'", "altered"),
        ("DELETE FROM head WHERE field = 'name'", "newest values"),
        ("UPDATE authority SET name = 'Bent'", "not what the log says"),
        ("DELETE FROM authority", "not what the log says"),
        ("DELETE FROM search", "search index"),
        ("UPDATE attachment SET bytes = x'00'", "Attachment"),
    ],
)
def test_check_names_what_was_tampered_with(store: Store, statement: str, said: str) -> None:
    kent(store)
    store.attach(b"abc", "text/plain")
    with store.writing() as conn:
        conn.execute(text(statement))
    assert any(said in fault for fault in faults_of(store))


def test_equal_content_gives_equal_dumps(tmp_path: Path) -> None:
    """Order of work, clocks, ids of operations and salts leave no trace in a dump."""
    one, two = (create_store(tmp_path / f"{name}.pcw") for name in "ab")
    records = [Authority(id=new_id(), name=name) for name in ("Kent", "Slough", "Medway")]
    for record in records:
        one.apply(changes.add("Add", record))
    two.apply(changes.add("Add all", *reversed(records)))
    two.apply(changes.edit("Rename", records[0], name="Other"))
    two.apply(changes.edit("Rename", two.need(Authority, records[0].id), name="Kent"))
    assert "\n".join(dump(one)) == "\n".join(dump(two))
    one.close()
    two.close()


def test_a_kind_from_a_newer_version_is_kept_and_dumped_but_not_shown(store: Store) -> None:
    authority = kent(store)
    with store.writing() as conn:
        conn.execute(text("UPDATE operation SET kind = 'seminar'"))
    assert store.need(Authority, authority.id)
    store.close()
    raw = sqlite3.connect(store.path)
    raw.execute("UPDATE fact SET value = 'old' WHERE name = 'shape'")
    raw.commit()
    raw.close()
    again = open_store(store.path)
    assert again.get(Authority, authority.id) is None
    assert any('"from_newer_version":true' in line for line in dump(again))
    again.close()


def test_a_value_nobody_can_read_leaves_the_last_readable_one_on_the_screen(store: Store) -> None:
    note = a_note("Text")
    store.apply(changes.add("Add note", note))
    store.apply(changes.edit("Change kind", note, kind=NoteKind.ASK))
    with store.writing() as conn:
        conn.execute(text("UPDATE operation SET body = replace(body, '\"ask\"', '\"hunch\"')"))
        from peer_challenge.storage.projection import rebuild

        rebuild(conn)
    assert store.need(Note, note.id).kind is NoteKind.STRENGTH


def test_half_a_character_is_kept_as_a_visible_mark(store: Store) -> None:
    note = a_note("before \ud83d after, and whole \ud83d\ude42")
    store.apply(changes.add("Add note", note))
    store.keep_draft("note:1", "half \udc00")
    assert store.need(Note, note.id).text == "before \ufffd after, and whole 🙂"
    assert store.draft("note:1") == "half \ufffd"
    assert faults_of(store) == []


def test_removed_records_are_told_in_a_sentence(store: Store) -> None:
    with pytest.raises(UserError, match="removed meanwhile"):
        store.need(Note, new_id())


def test_undoing_several_edits_of_one_field_leaves_one_version(store: Store) -> None:
    authority = kent(store)
    for name in ("B", "C", "D"):
        store.apply(changes.edit("Rename", store.need(Authority, authority.id), name=name))
    names = []
    for step in (store.undo, store.undo, store.redo, store.undo, store.undo, store.redo, store.redo, store.redo):
        step()
        names.append(store.need(Authority, authority.id).name)
        assert fields_in_two_versions(store) == {}
    assert names == ["C", "B", "C", "B", "Kent", "B", "C", "D"]
    for _ in range(4):
        store.undo()
    assert store.get(Authority, authority.id) is None
    assert faults_of(store) == []


def test_undo_under_somebody_elses_edit_keeps_their_wording(store: Store) -> None:
    """Mine, theirs on top, mine on top again: taking back both of mine never hides theirs."""
    authority = kent(store)
    store.apply(changes.edit("Rename", authority, name="Mine 1"))
    me, store.who = store.who, new_id()
    store.apply(changes.edit("Rename", store.need(Authority, authority.id), name="Theirs"))
    store.who = me
    store.apply(changes.edit("Rename", store.need(Authority, authority.id), name="Mine 2"))
    store.undo()
    assert store.need(Authority, authority.id).name == "Theirs"
    store.undo()
    assert sorted(fields_in_two_versions(store)[authority.id]["name"]) == ["Kent", "Theirs"]
