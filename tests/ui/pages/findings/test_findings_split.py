"""Where the keyboard is after a finding was split."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from peer_challenge.domain import records as r
from peer_challenge.services import findings


def test_after_split_off_the_keyboard_is_on_the_findings(page, qtbot, store, triad):
    line = next(line for line in triad.lines if len(store.find(r.Note, line=line)) > 1)
    chosen = [each.id for each in store.find(r.Note, line=line)][:2]
    store.apply(findings.make_finding(store, chosen))
    page.tabs.setCurrentIndex(triad.lines.index(line))
    page._read()
    part = page.line_part
    part.detail.split.setFocus()
    part.detail.split_wanted.emit([each.id for each in store.find(r.FindingLink)][:1])
    qtbot.waitUntil(lambda: len(part.list.records.rows) == 2)
    assert QApplication.focusWidget() is part.list
    qtbot.keyClick(part.list, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is part.list
