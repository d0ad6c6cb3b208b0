"""Undo of typing where the keyboard is: a text keeps its own until it has nothing left to take back."""

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit


def own_undo() -> bool:
    """Take back typing in the text that has the keyboard; False when it has none to take back."""
    box = QApplication.focusWidget()
    if isinstance(box, QLineEdit) and box.isUndoAvailable() and not box.isReadOnly():
        box.undo()
        return True
    if isinstance(box, QPlainTextEdit) and box.document().isUndoAvailable() and not box.isReadOnly():
        box.undo()
        return True
    return False


def own_redo() -> bool:
    """Bring typing again in the text that has the keyboard; False when it has none to bring."""
    box = QApplication.focusWidget()
    if isinstance(box, QLineEdit) and box.isRedoAvailable() and not box.isReadOnly():
        box.redo()
        return True
    if isinstance(box, QPlainTextEdit) and box.document().isRedoAvailable() and not box.isReadOnly():
        box.redo()
        return True
    return False
