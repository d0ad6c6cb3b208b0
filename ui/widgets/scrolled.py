"""Room for what may grow taller than its place, at large text above all."""

from PySide6.QtCore import Qt
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
