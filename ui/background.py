"""Work beside the window: values in, a value or an error out, on the thread of whoever asked."""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

from peer_challenge.domain.progress import Cancelled, Progress

T = TypeVar("T")
_SECONDS_BETWEEN_REPORTS = 0.05


class Task(QObject):
    """One piece of work under way, kept by its `Background` and never by the page that asked.

    Signals come on the window's thread; `ended` comes once, whatever happened.
    """

    progressed = Signal(int, int, str)
    ended = Signal()

    def __init__(
        self,
        errand: "_Errand",
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> None:
        super().__init__()
        self._errand = errand
        self._done, self._failed, self._owner = done, failed, owner
        owner.destroyed.connect(self.cancel)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; `failed` then gets `Cancelled`."""
        self._errand.cancelled = True

    def land(self, value: Any, error: Exception | None) -> None:
        """Tell the outcome to whoever asked, unless they are gone."""
        self.ended.emit()
        if not isValid(self._owner):
            return
        if error is None:
            self._done(value)
        else:
            self._failed(error)

    def step(self, done: int, total: int, saying: str) -> None:
        """Tell how far the work is, unless whoever asked is gone."""
        if isValid(self._owner):
            self.progressed.emit(done, total, saying)


class Background(QObject):
    """Runs work that touches the store one after the other on one thread, and other work on another.

    `failed` is what happens to errors nobody asked for. With `immediate` everything happens at once on the calling
    thread, for tests. Outcomes travel through this object, which outlives pages and tasks: a signal whose own object
    was deleted meanwhile would take the worker down with it.
    """

    _landed = Signal(object, object, object)
    _stepped = Signal(object, int, int, str)

    def __init__(
        self, failed: Callable[[Exception], None], parent: QObject | None = None, *, immediate: bool = False
    ) -> None:
        super().__init__(parent)
        self._failed = failed
        self._immediate = immediate
        self._tasks: dict[_Errand, Task] = {}
        self._store, self._free = _one_thread(self), _one_thread(self)
        self._landed.connect(self._on_landed)
        self._stepped.connect(self._on_stepped)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.close)

    @property
    def busy(self) -> bool:
        """Whether any work has not ended."""
        return bool(self._tasks)

    def run(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        owner: QObject,
        progress: Progress | None = None,
        touches_store: bool = True,
    ) -> Task:
        """Start `work`, which gets a `Progress` to call at each step; exactly one of `done` and `failed` follows.

        Neither follows once `owner` is destroyed. `work` holds values only, no widgets.
        """
        errand = _Errand(work, self._landed.emit, self._stepped.emit)
        task = Task(errand, done, failed or self._failed, owner)
        if progress is not None:
            task.progressed.connect(progress)
        self._tasks[errand] = task
        if self._immediate:
            errand.perform()
        else:
            (self._store if touches_store else self._free).start(_Runnable(errand))
        return task

    def close(self) -> None:
        """Stop everything and wait until both threads are idle; outcomes not yet told are dropped."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._store.waitForDone()
        self._free.waitForDone()

    def _on_landed(self, errand: "_Errand", value: Any, error: Exception | None) -> None:
        task = self._tasks.pop(errand, None)
        if task is not None:
            task.land(value, error)

    def _on_stepped(self, errand: "_Errand", done: int, total: int, saying: str) -> None:
        task = self._tasks.get(errand)
        if task is not None:
            task.step(done, total, saying)


class _Errand:
    """What the worker holds: plain Python, so that it does not matter on which thread it is let go."""

    def __init__(
        self,
        work: Callable[[Progress], Any],
        landed: Callable[["_Errand", Any, Exception | None], None],
        stepped: Callable[["_Errand", int, int, str], None],
    ) -> None:
        self.cancelled = False
        self._work: Callable[[Progress], Any] | None = work
        self._landed, self._stepped = landed, stepped
        self._told = 0.0

    def perform(self) -> None:
        """Do the work once, let go of it, and only then say how it went."""
        work, self._work = self._work, None
        assert work is not None
        value, failure = None, None
        try:
            if self.cancelled:
                raise Cancelled
            value = work(self._step)
        except Exception as error:  # noqa: BLE001 - whatever it is, it goes to whoever asked
            failure = error
        del work
        self._landed(self, value, failure)

    def _step(self, done: int, total: int, saying: str) -> None:
        if self.cancelled:
            raise Cancelled
        now = monotonic()
        if done >= total or now - self._told >= _SECONDS_BETWEEN_REPORTS:
            self._told = now
            self._stepped(self, done, total, saying)


class _Runnable(QRunnable):
    def __init__(self, errand: _Errand) -> None:
        super().__init__()
        self._errand = errand

    def run(self) -> None:
        self._errand.perform()


def _one_thread(parent: QObject) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(1)
    pool.setExpiryTimeout(-1)
    return pool
