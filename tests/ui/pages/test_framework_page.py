"""The questions page: a round's questions to read, a copy to change."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.records import Framework, LineOfEnquiry, Prompt
from peer_challenge.storage.store import Store
from tests.builders import south_east_round
from ui.pages.framework import FrameworkPage
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(store: Store, workspace: Workspace, qtbot: QtBot) -> FrameworkPage:
    workspace.choose_round(south_east_round(store))
    page = FrameworkPage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def copy(page: FrameworkPage, store: Store, qtbot: QtBot) -> UUID:
    qtbot.mouseClick(page.part.copy, LEFT)
    qtbot.keyClick(page.part.copy_entry.editor("title"), Qt.Key.Key_Return)
    return store.find(Framework, title="Quality assurance of practice, our copy")[0].id


def test_the_questions_of_the_round_are_shown_to_read(page: FrameworkPage) -> None:
    assert page.part.heading.text() == "Quality assurance of practice"
    assert page.part.chip.text == "Asked by Autumn 2026"
    first = next(iter(page.part.lines.values()))
    assert first.heading.text().startswith("1. How well does the local authority QA framework")
    assert "How is moderation done" in first.prompts.text()
    assert not first.form.isVisible()
    assert not page.part.facts.isVisible()
    assert not page.part.add.isVisible()


def test_a_copy_is_chosen_at_once_and_open_to_change(page: FrameworkPage, copy: UUID) -> None:
    assert page.part.heading.text() == "Quality assurance of practice, our copy"
    assert page.part.chip.text == "Yours to change"
    assert page.part.add.isVisible()


def test_questions_and_prompts_are_changed_in_place(
    page: FrameworkPage, copy: UUID, store: Store, workspace: Workspace, qtbot: QtBot
) -> None:
    section = next(iter(page.part.lines.values()))
    line = store.find(LineOfEnquiry, framework=copy)[0].id
    prompts = section.form.editor("prompts").box
    prompts.setFocus()
    qtbot.keyClick(prompts, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(prompts, "Who asks?")
    qtbot.keyClick(prompts, Qt.Key.Key_Return)
    qtbot.keyClick(prompts, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [each.text for each in store.find(Prompt, line=line)][:2] == [
        "Who asks?",
        "How many audits are done, how is the number set, and does the number leave room for quality?",
    ]
    assert next(iter(page.part.lines.values())) is section
    workspace.undo()
    assert len(store.find(Prompt, line=line)) == 8
    assert prompts.toPlainText().startswith("How many audits")


def test_an_empty_question_is_refused_below_its_field(
    page: FrameworkPage, copy: UUID, store: Store, qtbot: QtBot
) -> None:
    section = next(iter(page.part.lines.values()))
    question = section.form.editor("question").box
    question.setFocus()
    question.selectAll()
    qtbot.keyClick(question, Qt.Key.Key_Delete)
    qtbot.keyClick(question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert question.accessibleDescription() == "A line of enquiry needs a question."
    assert store.find(LineOfEnquiry, framework=copy)[0].question


def test_questions_are_added_and_removed(page: FrameworkPage, copy: UUID, store: Store, qtbot: QtBot) -> None:
    first = next(iter(page.part.lines.values()))
    qtbot.mouseClick(page.part.add, LEFT)
    qtbot.keyClicks(page.part.line_entry.editor("question"), "What did we learn?")
    qtbot.mouseClick(page.part.line_entry.button, LEFT)
    assert len(page.part.lines) == 3
    assert next(iter(page.part.lines.values())) is first
    qtbot.mouseClick(next(iter(page.part.lines.values())).remove, LEFT)
    assert [each.question for each in store.find(LineOfEnquiry, framework=copy)][-1] == "What did we learn?"
    assert len(page.part.lines) == 2


def test_a_copy_goes_and_another_is_shown(page: FrameworkPage, copy: UUID, store: Store, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.part.remove, LEFT)
    assert store.get(Framework, copy) is None
    assert page.list.current_row() is not None
    assert page.part.heading.text() == page.list.current_row().title
