"""Room for what may grow taller than its place, at large text above all."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def scrolled(inner: QWidget, read_by_keys: str = "") -> QScrollArea:
    """Return `inner` in a frame that scrolls it up and down.

    The keyboard goes to what is inside; `read_by_keys` names a frame of mere words, which is then scrolled by keys.
    """
    frame = QScrollArea()
    frame.setWidgetResizable(True)
    frame.setFrameShape(QScrollArea.Shape.NoFrame)
    frame.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus if read_by_keys else Qt.FocusPolicy.NoFocus)
    frame.setAccessibleName(read_by_keys)
    frame.setWidget(inner)
    return frame


def bring_into_view(part: QWidget) -> None:
    """Scroll whatever scrolls around a part that was just opened, and around what has the keyboard in it."""
    QTimer.singleShot(0, part, lambda: _scroll_to(part))  # by then it has the place it was given


def _scroll_to(part: QWidget) -> None:
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(part, 0, 0)
            around.ensureWidgetVisible(part.focusWidget() or part, 0, 0)
        around = around.parentWidget()
