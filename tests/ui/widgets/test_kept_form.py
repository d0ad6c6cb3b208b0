"""What is typed into a kept form is a draft within a second, an act when left, and never lost when refused."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.records import Person
from peer_challenge.services.people import add_person, edit_person
from peer_challenge.storage.queries.versions import fields_in_two_versions
from peer_challenge.storage.store import Store
from ui.widgets.editors import LineEditor
from ui.widgets.kept_form import KeptForm
from ui.widgets.record_form import Field
from ui.workspace import Workspace


@pytest.fixture
def people(store: Store) -> tuple[UUID, UUID]:
    acts = [add_person(store, name) for name in ("Ada Birch", "Bo Elm")]
    for act in acts:
        store.apply(act)
    return acts[0].changes[0].record.id, acts[1].changes[0].record.id


@pytest.fixture
def form(workspace: Workspace, store: Store, people: tuple[UUID, UUID], qtbot: QtBot) -> KeptForm:
    fields = [Field("Name", "name", LineEditor()), Field("E-mail", "email", LineEditor())]
    form = KeptForm(workspace, fields, edit_person, "person")
    qtbot.addWidget(form)
    form.show()
    _show(form, store, people[0])
    return form


def _show(form: KeptForm, store: Store, person: UUID) -> None:
    form.show_kept(store.need(Person, person), store.number())


def _type(form: KeptForm, qtbot: QtBot, name: str, text: str) -> None:
    box = form.editor(name).box
    box.setFocus()
    qtbot.keyClicks(box, text)


def test_leaving_a_field_is_one_act_and_drops_its_draft(
    form: KeptForm, store: Store, people: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    _type(form, qtbot, "email", "ada@x.example")
    qtbot.waitUntil(lambda: store.draft(f"person:{people[0]}:email") == "ada@x.example", timeout=3000)
    assert store.need(Person, people[0]).email == ""
    qtbot.keyClick(form.editor("email").box, Qt.Key.Key_Return)
    assert store.need(Person, people[0]).email == "ada@x.example"
    assert store.draft(f"person:{people[0]}:email") == ""


def test_another_record_settles_what_was_typed_for_the_first(
    form: KeptForm, store: Store, people: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    _type(form, qtbot, "email", "ada@x.example")
    _show(form, store, people[1])
    assert store.need(Person, people[0]).email == "ada@x.example"
    assert store.need(Person, people[1]).email == ""


def test_what_is_refused_stays_in_its_field_and_comes_back_as_a_draft(
    form: KeptForm, store: Store, people: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    _type(form, qtbot, "email", "ada at x")
    qtbot.keyClick(form.editor("email").box, Qt.Key.Key_Return)
    assert "not an e-mail address" in form.editor("email").box.accessibleDescription()
    assert form.unsettled().keys() == {"email"}
    _show(form, store, people[1])
    assert form.unsettled() == {}
    _show(form, store, people[0])
    assert form.unsettled() == {"email": "ada at x"}


def test_what_arrived_while_somebody_typed_is_not_written_over(
    form: KeptForm, store: Store, people: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    _type(form, qtbot, "email", "mine@x.example")
    store.apply(edit_person(store, people[0], email="theirs@x.example", name="Ada Beech"))
    _show(form, store, people[0])
    assert form.editor("name").value() == "Ada Beech"
    qtbot.keyClick(form.editor("email").box, Qt.Key.Key_Return)
    assert fields_in_two_versions(store) == {people[0]: {"email": ["mine@x.example", "theirs@x.example"]}}
    _show(form, store, people[0])
    _type(form, qtbot, "name", "!")
    qtbot.keyClick(form.editor("name").box, Qt.Key.Key_Return)
    assert fields_in_two_versions(store)[people[0]].keys() == {"email"}


def test_text_typed_back_to_what_it_was_leaves_no_draft(
    form: KeptForm, store: Store, people: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    _type(form, qtbot, "name", "x")
    form.keep_drafts()
    assert store.draft(f"person:{people[0]}:name") == "Ada Birchx"
    qtbot.keyClick(form.editor("name").box, Qt.Key.Key_Backspace)
    qtbot.keyClick(form.editor("name").box, Qt.Key.Key_Return)
    assert store.draft(f"person:{people[0]}:name") == ""
    assert store.undo_label() == "Add person"
