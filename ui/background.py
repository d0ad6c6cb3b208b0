"""Work beside the window: values in, a value or an error out, on the thread of whoever asked."""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

from peer_challenge.domain.progress import Cancelled, Progress

T = TypeVar("T")
_SECONDS_BETWEEN_REPORTS = 0.05


class Task(QObject):
    """One piece of work under way; lives with its `Background`, never with the page that asked.

    Signals come on the window's thread; `ended` comes once, whatever happened.
    """

    progressed = Signal(int, int, str)
    ended = Signal()
    _landed = Signal(object, object)

    def __init__(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Progress | None,
    ) -> None:
        super().__init__()
        self._work = work
        self._done, self._failed, self._progress = done, failed, progress
        self._owner_alive: Callable[[], bool] = lambda: True
        self._cancelled = False
        self._told = 0.0
        self._landed.connect(self._on_landed)
        self.progressed.connect(self._on_progressed)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; `failed` then gets `Cancelled`."""
        self._cancelled = True

    def belong_to(self, owner: QObject) -> None:
        """Stop, and tell nobody, once `owner` is gone."""
        self._owner_alive = lambda: isValid(owner)
        owner.destroyed.connect(self.cancel)

    def perform(self) -> None:
        """Do the work on the thread that calls; the outcome travels to the task's own."""
        try:
            if self._cancelled:
                raise Cancelled
            outcome: tuple[Any, Exception | None] = (self._work(self._step), None)
        except Exception as error:  # noqa: BLE001 - whatever it is, it goes to whoever asked
            outcome = (None, error)
        self._landed.emit(*outcome)

    def _step(self, done: int, total: int, saying: str) -> None:
        if self._cancelled:
            raise Cancelled
        now = monotonic()
        if done >= total or now - self._told >= _SECONDS_BETWEEN_REPORTS:
            self._told = now
            self.progressed.emit(done, total, saying)

    def _on_progressed(self, done: int, total: int, saying: str) -> None:
        if self._progress is not None and self._owner_alive():
            self._progress(done, total, saying)

    def _on_landed(self, value: Any, error: Exception | None) -> None:
        self.ended.emit()
        if not self._owner_alive():
            return
        if error is None:
            self._done(value)
        else:
            self._failed(error)


class Background(QObject):
    """Runs work that touches the store one after the other on one thread, and other work on another.

    `failed` is what happens to errors nobody asked for. With `immediate` everything happens at once on the calling
    thread, for tests.
    """

    def __init__(
        self, failed: Callable[[Exception], None], parent: QObject | None = None, *, immediate: bool = False
    ) -> None:
        super().__init__(parent)
        self._failed = failed
        self._immediate = immediate
        self._tasks: set[Task] = set()
        self._store, self._free = _one_thread(self), _one_thread(self)

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

        Neither follows once `owner` is destroyed. `work` must not touch widgets.
        """
        task = Task(work, done, failed or self._failed, progress)
        task.belong_to(owner)
        self._tasks.add(task)
        task.ended.connect(lambda: self._tasks.discard(task))
        if self._immediate:
            task.perform()
        else:
            (self._store if touches_store else self._free).start(_Errand(task))
        return task

    def close(self) -> None:
        """Stop everything and wait until both threads are idle; outcomes not yet told are dropped."""
        for task in self._tasks:
            task.cancel()
            task.blockSignals(True)
        self._store.waitForDone()
        self._free.waitForDone()
        self._tasks.clear()


class _Errand(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.perform()


def _one_thread(parent: QObject) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(1)
    pool.setExpiryTimeout(-1)
    return pool
