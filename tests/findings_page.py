"""What tests of the findings page do to it and read from it."""

from PySide6.QtCore import Qt


def left(page):
    return [row.note.text for row in page.line_part.notes.list.records.rows]


def right(page):
    return [row.text for row in page.line_part.list.records.rows]


def make(page, qtbot, count):
    """Make `count` findings, one a note, by Enter."""
    view = page.line_part.notes.list
    view.setFocus()
    view.select(view.records.rows[0].id)
    for _ in range(count):
        qtbot.keyClick(view, Qt.Key.Key_Return)
