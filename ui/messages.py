"""How the window speaks: a line in place, the saved time, and a report for faults of the program."""

import sys
from collections.abc import Callable
from datetime import datetime
from types import TracebackType

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Cancelled
from ui.bug_report import BugReport
from ui.colours import Tone
from ui.widgets.banner import BannerBar, Offer
from ui.widgets.labels import plain_label

STOPPED = "Stopped. Nothing was changed."


def saved_words(at: datetime) -> str:
    """Return "Saved 10:42" for an aware time, on the clock of this laptop."""
    return f"Saved {at.astimezone():%H:%M}"


class Messages(QObject):
    """The one way to say something to the person; `bar` and `status` are placed by the main window.

    Services never speak: they return, or raise `UserError`.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._report: BugReport | None = None
        self.bar = BannerBar(window)
        self.status: QLabel = plain_label(wrap=False)
        self.status.setAccessibleName("Saved state")

    def info(self, sentence: str, offer: Offer | None = None) -> None:
        """Say that something happened; `offer` is a button's words and what it does."""
        self.bar.say(sentence, Tone.INFO, offer)

    def warning(self, sentence: str, offer: Offer | None = None) -> None:
        """Say what needs attention although work can go on."""
        self.bar.say(sentence, Tone.WARNING, offer)

    def error(self, sentence: str, offer: Offer | None = None) -> None:
        """Say what could not be done and what to do about it."""
        self.bar.say(sentence, Tone.BAD, offer)

    @property
    def warned(self) -> bool:
        """Whether a warning stands, for example that the file is only read."""
        return any(banner.tone is Tone.WARNING for banner in self.bar.banners)

    def drop_errors(self) -> None:
        """Take away what could not be done: the person went on."""
        self.bar.clear(Tone.BAD)

    def saved(self, at: datetime) -> None:
        """Show when the last change was on disk, and drop what was refused before it; call it after the store."""
        self.drop_errors()
        self.status.setText(saved_words(at))

    def show_failure(self, error: BaseException) -> None:
        """Say a `UserError`'s sentence, say that the person stopped, or open the report for a fault."""
        if isinstance(error, UserError):
            self.error(error.sentence)
        elif isinstance(error, Cancelled):
            self.info(STOPPED)
        elif self._report is None:
            self._report = BugReport(error, self._window)
            self._report.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._report.finished.connect(self._on_report_closed)
            self._report.open()

    @property
    def report(self) -> BugReport | None:
        """The open report; while it is open, further faults are not shown on top of it."""
        return self._report

    def _on_report_closed(self) -> None:
        self._report = None


def install_excepthook(messages: Messages) -> Callable[[], None]:
    """Show what no code caught, wherever Qt calls Python; returns what puts the old hook back.

    A stop from the keyboard and a leaving program still go to the old hook.
    """
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            before(kind, error, trace)
            return
        messages.show_failure(error.with_traceback(trace))

    def restore() -> None:
        sys.excepthook = before

    sys.excepthook = hook
    return restore
