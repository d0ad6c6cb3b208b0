"""What a person can send when the program itself is at fault: versions and places in the code, no words of theirs."""

import platform
import traceback
from collections.abc import Iterator
from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

import peer_challenge
from ui.widgets.labels import Heading, plain_label

_EXPLAINED = (
    "This is a fault of the program and not yours. What was saved is safe. "
    "The report below holds no names, notes or file names of yours: copy it into a message to whoever supports you."
)


def report_of(error: BaseException) -> str:
    """Write versions, the kind of each error in the chain and its places in the code.

    An error's own message and the values of variables are left out: both may hold what people typed.
    """
    lines = [
        f"Peer Challenge {getattr(peer_challenge, '__version__', '')}".rstrip(),
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide {PySide6.__version__}",
        f"{platform.system()} {platform.release()} ({platform.machine()})",
    ]
    for one in _chain(error):
        lines += ["", f"{type(one).__module__}.{type(one).__qualname__}"]
        for frame in traceback.extract_tb(one.__traceback__):
            lines.append(f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}")
    return "\n".join(lines)


class BugReport(QDialog):
    """Shows a report and copies it; nothing is saved or sent."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.report = report_of(error)
        text = QPlainTextEdit(self.report)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setAccessibleName("Report")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton("Copy the report", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(Heading("The program could not do that"))
        column.addWidget(plain_label(_EXPLAINED))
        column.addWidget(text, 1)
        column.addWidget(buttons)
        line = self.fontMetrics().height()
        self.resize(line * 40, line * 26)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _place(filename: str) -> str:
    """Keep the last two parts of a path: a folder may carry a person's name."""
    return "/".join(Path(filename).parts[-2:])
