"""Work runs beside the window and its outcome comes back on the window's thread, to whoever still wants it."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Cancelled, Progress, silent
from ui.background import Background
from ui.widgets.progress_strip import ProgressStrip


class Outcomes:
    """What came back, and on which thread."""

    def __init__(self) -> None:
        self.all: list[object] = []
        self.here: list[bool] = []

    def __call__(self, outcome: object) -> None:
        self.all.append(outcome)
        self.here.append(QThread.currentThread().isMainThread())


@pytest.fixture
def came() -> Outcomes:
    return Outcomes()


@pytest.fixture
def unasked() -> Outcomes:
    return Outcomes()


@pytest.fixture
def background(qapp, unasked) -> Iterator[Background]:
    made = Background(unasked)
    yield made
    made.close()


@pytest.fixture
def owner(qapp) -> QObject:
    return QObject()


def test_a_value_comes_back_on_the_window_s_thread(qtbot, background, came, owner):
    background.run(lambda _: threading.current_thread() is threading.main_thread(), done=came, owner=owner)
    qtbot.waitUntil(lambda: came.all == [False])
    assert came.here == [True]
    assert not background.busy


def test_an_error_comes_back_as_it_was(qtbot, background, came, owner):
    def work(_: Progress) -> None:
        raise UserError("The file could not be read.")

    background.run(work, done=came, failed=came, owner=owner)
    qtbot.waitUntil(lambda: len(came.all) == 1)
    assert isinstance(came.all[0], UserError)
    assert came.here == [True]


def test_an_error_nobody_asked_for_goes_to_the_window(qtbot, background, came, unasked, owner):
    background.run(lambda _: 1 // 0, done=came, owner=owner)
    qtbot.waitUntil(lambda: len(unasked.all) == 1)
    assert isinstance(unasked.all[0], ZeroDivisionError)
    assert came.all == []


def test_store_work_is_one_after_the_other_in_order_and_other_work_does_not_wait(qtbot, background, came, owner):
    gate = threading.Event()
    busy, most = [0], [0]

    def work(number: int):
        def of(_: Progress) -> int:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
            gate.wait(5)
            busy[0] -= 1
            return number

        return of

    for number in range(5):
        background.run(work(number), done=came, owner=owner)
    background.run(lambda _: "free", done=came, owner=owner, touches_store=False)
    qtbot.waitUntil(lambda: came.all == ["free"])
    gate.set()
    qtbot.waitUntil(lambda: came.all == ["free", 0, 1, 2, 3, 4])
    assert most == [1]


def test_cancel_stops_at_the_next_step(qtbot, background, came, owner):
    begun, gate = threading.Event(), threading.Event()
    reached = []

    def work(progress: Progress) -> None:
        begun.set()
        gate.wait(5)
        progress(1, 2, "Writing")
        reached.append("past the step")

    task = background.run(work, done=came, failed=came, owner=owner)
    assert begun.wait(5)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: len(came.all) == 1)
    assert isinstance(came.all[0], Cancelled)
    assert reached == []


def test_work_cancelled_before_its_turn_never_begins(qtbot, background, came, owner):
    gate = threading.Event()
    background.run(lambda _: gate.wait(5), done=came, owner=owner)
    late = background.run(lambda _: came("begun"), done=came, failed=came, owner=owner)
    late.cancel()
    gate.set()
    qtbot.waitUntil(lambda: len(came.all) == 2)
    assert isinstance(came.all[1], Cancelled)


def test_progress_comes_on_the_window_s_thread(qtbot, background, came, owner):
    steps = []

    def note(done: int, total: int, saying: str) -> None:
        steps.append((done, total, saying, QThread.currentThread().isMainThread()))

    def work(progress: Progress) -> str:
        for step in range(10_001):
            progress(step, 10_000, "Reading")
        return "read"

    background.run(work, done=came, owner=owner, progress=note)
    qtbot.waitUntil(lambda: came.all == ["read"])
    assert steps[-1] == (10_000, 10_000, "Reading", True)
    assert len(steps) < 200  # the window is told, not flooded


def test_an_owner_that_went_first_hears_nothing_and_stops_the_work(qtbot, background, came):
    begun, gate, stopped = threading.Event(), threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        gate.wait(5)
        try:
            progress(1, 2, "")
        except Cancelled:
            stopped.set()
            raise

    page = QWidget()
    background.run(work, done=came, failed=came, owner=page, progress=lambda *_: came("progress"))
    assert begun.wait(5)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert stopped.is_set()
    assert came.all == []


def test_an_owner_that_goes_while_the_outcome_is_on_its_way(qtbot, background, came):
    page = QWidget()
    landed = threading.Event()

    def work(_: Progress) -> int:
        landed.set()
        return 1

    background.run(work, done=came, owner=page)
    assert landed.wait(5)
    page.deleteLater()
    del page
    qtbot.waitUntil(lambda: not background.busy)
    background.run(lambda _: "next", done=came, owner=background)
    qtbot.waitUntil(lambda: "next" in came.all)


def test_closing_waits_and_drops_what_was_not_told(qapp, unasked, came, owner):
    background = Background(unasked)
    finished = []
    gate = threading.Event()

    def work(_: Progress) -> None:
        gate.set()
        finished.append(1)

    background.run(work, done=came, owner=owner)
    assert gate.wait(5)
    background.close()
    assert finished == [1]
    qapp.processEvents()
    assert came.all == unasked.all == []


def test_at_once_for_tests(unasked, came, owner, qapp):
    background = Background(unasked, immediate=True)
    steps = []
    background.run(
        lambda progress: progress(1, 1, "x") or 5, done=came, owner=owner, progress=lambda *s: steps.append(s)
    )
    background.run(lambda _: 1 // 0, done=came, owner=owner)
    assert came.all == [5]
    assert steps == [(1, 1, "x")]
    assert isinstance(unasked.all[0], ZeroDivisionError)
    assert not background.busy


def test_a_strip_shows_long_work_cancels_it_and_goes(qtbot, background, came, theme, unnamed):
    page = QWidget()
    strip = ProgressStrip(page)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    gate = threading.Event()

    def work(progress: Progress) -> None:
        progress(1, 2, "Reading page 1")
        gate.wait(5)
        progress(2, 2, "Reading page 2")

    strip.follow(background.run(work, done=came, failed=came, owner=page), "Reading")
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible)
    assert unnamed(page) == []
    strip.cancel_button.click()
    gate.set()
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert isinstance(came.all[0], Cancelled)


def test_short_work_shows_no_strip(qtbot, background, came, theme):
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    strip.follow(background.run(lambda _: silent(0, 1, ""), done=came, owner=strip), "Reading")
    qtbot.waitUntil(lambda: came.all == [None])
    assert not strip.isVisible()
    assert not strip._patience.isActive()
