"""Qt's own print dialog as tests drive it: onto a file instead of paper, so that no printer is needed."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton


def in_the_dialog(act):
    """Do something in the next dialog once it is shown; the list returned stays empty if none comes."""
    met = []

    def look():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, look)
            return
        met.append(dialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()  # a dialog that was not answered must not keep the test waiting

    QTimer.singleShot(0, look)
    return met


def print_to(qtbot, paper):
    """Return what prints to the file `paper` in a print dialog."""

    def act(dialog):
        assert isinstance(dialog, QPrintDialog)
        dialog.findChild(QComboBox, "printers").setCurrentText("Print to File (PDF)")
        dialog.findChild(QLineEdit, "filename").setText(str(paper))
        button = next(each for each in dialog.findChildren(QPushButton) if each.text() == "&Print")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return act
