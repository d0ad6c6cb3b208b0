"""What the findings page points out: rough words, the same said twice, one source, somebody named."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import FindingKind, NoteKind
from peer_challenge.services import notes
from tests.findings_page import make, right

ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def test_a_finding_in_the_words_of_its_note_is_nudged_and_counted_until_it_is_a_sentence(page, qtbot):
    make(page, qtbot, 2)
    nudge = page.line_part.detail.nudge
    assert nudge.text().startswith("These are the note’s own words")
    assert page.rough.text() == "2 not yet in the team’s own words"
    page.line_part.list.setFocus()
    qtbot.keyClick(page.line_part.list, Qt.Key.Key_Return)
    box = QApplication.focusWidget()
    for words, said in (
        ("we heard of no loop back.", "Make this a whole sentence"),
        ("We heard of no loop back", "Make this a whole sentence"),
        ("We heard of no loop back to the team.", ""),
    ):
        box.selectAll()
        qtbot.keyClicks(box, words)
        qtbot.keyClick(box, Qt.Key.Key_Return, CONTROL)
        assert nudge.text().startswith(said)
    assert not nudge.isVisible()
    assert page.rough.text() == "1 not yet in the team’s own words"


def test_what_says_the_same_is_proposed_and_brought_together_or_left(page, qtbot, store, triad):
    challenge = triad.challenges[0]
    for text in ("Re-audits show that it rises", "A rise shows in the re-audit"):
        store.apply(
            notes.add_note(store, triad.session, challenge, text, NoteKind.STRENGTH, triad.lines[0], store.now())
        )
    page.refresh()
    line = page.line_part.alike
    assert line.isVisible()
    assert line.words.text().startswith("3 notes may say the same: “Re-audit shows a rise”, “Re-audits")
    qtbot.mouseClick(line.together, Qt.MouseButton.LeftButton)
    assert right(page) == ["Re-audit shows a rise. Re-audits show that it rises. A rise shows in the re-audit."]
    assert not line.isVisible()
    page.workspace.undo()
    assert line.isVisible()
    qtbot.mouseClick(line.differ, Qt.MouseButton.LeftButton)
    assert not line.isVisible()
    assert right(page) == []


def test_some_notes_of_a_finding_are_split_off(page, qtbot):
    view = page.line_part.notes.list
    view.select(view.records.rows[0].id)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.mouseClick(page.line_part.notes.make, Qt.MouseButton.LeftButton)
    detail = page.line_part.detail
    detail.links.select(detail.links.records.rows[1].id)
    qtbot.mouseClick(detail.split, Qt.MouseButton.LeftButton)
    assert right(page) == ["Re-audit shows a rise", "No loop back to the team"]
    assert not detail.split.isVisible()


def test_a_one_source_point_is_asked_about_until_the_team_decides(page, qtbot, store):
    make(page, qtbot, 2)
    detail = page.line_part.detail
    page.line_part.list.select(page.line_part.list.records.rows[0].id)
    assert detail.ask.isVisible()
    qtbot.mouseClick(detail.ask, Qt.MouseButton.LeftButton)
    assert page.line_part.list.records.rows[0].kind is FindingKind.QUESTION
    assert not detail.ask.isVisible()
    page.line_part.list.select(page.line_part.list.records.rows[1].id)
    assert detail.ask.isVisible()
    qtbot.mouseClick(page.line_part.agree, Qt.MouseButton.LeftButton)
    assert not detail.ask.isVisible()
    assert detail.form.editor("agreed_by").box.text() == "Medway and Slough"


def test_somebody_named_is_pointed_out(page, qtbot, store):
    store.apply(add("Add person", r.Person(id=store.new_id(), name="Priya Oduya")))
    page.line_part.new.setFocus()
    qtbot.keyClicks(page.line_part.new, "+ Priya audits.")
    qtbot.keyClick(page.line_part.new, Qt.Key.Key_Return)
    assert "may name somebody" in page.line_part.detail._warned.text()
