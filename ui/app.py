"""Puts things together: the look, the window, the round file with its hold, and this computer’s choices."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.progress import Cancelled, Progress
from peer_challenge.jobs.backing_up import has_backups, is_damage
from peer_challenge.services.rounds import rounds
from peer_challenge.storage.copies import back_up
from peer_challenge.storage.files import folder_for, free_name
from peer_challenge.storage.locations import where_it_is_unsafe
from peer_challenge.storage.lock import RoundLock, open_elsewhere, take_lock
from peer_challenge.storage.opening import WINDOW_WAITS_MS, create_store, open_store, refuse_what_is_not_ours
from peer_challenge.storage.replicas import memory_of_this_computer
from peer_challenge.storage.restoring import clear_unfinished
from peer_challenge.storage.settings import Places, keep_settings, places, read_settings
from peer_challenge.storage.store import Store, utc_now
from ui.arriving import is_round_file
from ui.background import Background
from ui.icons import icon
from ui.main_window import MainWindow
from ui.menus import Menus
from ui.messages import install_excepthook
from ui.one_window import OneWindow
from ui.safekeeping import Safekeeping
from ui.theme import Look, Theme
from ui.widgets.save_place import SAVE_PLACE
from ui.workspace import Workspace

SUFFIX = ".pcw"
KIND = f"Round files (*{SUFFIX})"
DEMO_NAME = f"Demo round{SUFFIX}"
_LOOK_AGAIN_MILLISECONDS = 3000


def run(arguments: list[str]) -> int:
    """Show the window until it is closed; the first argument is a file to open or look at. Returns the exit code."""
    application = make_application(sys.argv[:1])
    one = OneWindow(places().rounds.parent / "given")
    if arguments and one.passes_on(Path(arguments[0]), SUFFIX):
        return 0
    program = Program(application, places())
    one.file_given.connect(program.take)
    restore = install_excepthook(program.window.messages)
    program.begin(Path(arguments[0]) if arguments else None)
    try:
        return application.exec()
    finally:
        one.close()
        restore()


def make_application(arguments: list[str]) -> QApplication:
    """Return Qt's application with the program's names and the English of Britain."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    application = QApplication(arguments)
    application.setApplicationName("peer-challenge")
    application.setApplicationDisplayName("Peer Challenge")
    application.setDesktopFileName("peer-challenge")
    application.setWindowIcon(icon("triads"))
    return application


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A round file in the window; without a hold it is only read, and `why` says so in a sentence."""

    store: Store
    workspace: Workspace
    hold: RoundLock | None
    why: str


class Program(QObject):
    """One window over at most one round file."""

    def __init__(self, application: QApplication, folders: Places) -> None:
        super().__init__(application)
        self.folders = folders
        self.settings = read_settings(folders.choices)
        self.file: OpenFile | None = None
        self._came_from: Path | None = None
        self._begun: Path | None = None
        self.theme = Theme(application, _look(self.settings.look), self.settings.text_size)
        self.window = MainWindow()
        self.menus = Menus(self.window, self.theme)
        self.background = Background(self.window.messages.show_failure, self)
        self.safekeeping = Safekeeping(self.window, self.background, folders.rounds, self._let_go_of)
        self._poll = QTimer(self)
        self._poll.setInterval(_LOOK_AGAIN_MILLISECONDS)
        self._connect()
        self._show_recent()

    def begin(self, path: Path | None = None) -> None:
        """Show the window where it stood, on this round file or the one that was open last."""
        self.window.put_back(self.settings.window)
        self.window.show()
        last = Path(self.settings.recent[0]) if self.settings.recent else None
        if path is not None:
            self.take(path)
        elif last is not None and last.exists():
            self.open(last)
        else:
            self.window.welcome.demo.setFocus()

    def open(self, path: Path) -> None:
        """Open a round file; one that cannot be opened is told in a sentence, and what was open stays open."""
        if self.file is not None and self.file.hold is not None and path.absolute() == self.file.store.path:
            self.window.messages.info(f"{path.name} is open already.")
            return
        try:
            self._show(_opened(path.absolute(), self.background))
        except UserError as error:
            self.window.messages.error(error.sentence)
            if is_damage(error) or (error.exit_code is Exit.WRONG_INPUT and has_backups(path)):
                self.safekeeping.show(path.absolute(), damaged=True)

    def take(self, path: Path) -> None:
        """Open a round file; of any other show what it would bring into the one open, the last, or else a new one."""
        if is_round_file(path, SUFFIX):
            self.open(path)
            return
        last = next((Path(each) for each in self.settings.recent if Path(each).exists()), None)
        if self.file is None and last is not None:
            self.open(last)
        if self.file is None:
            self.make(free_name(self.folders.rounds / f"Round{SUFFIX}"))
        self.window.bring_in(path.absolute())

    def make(self, path: Path) -> None:
        """Make a new round file and begin a round in it."""
        try:
            folder_for(path.parent)
            create_store(path, wait_ms=WINDOW_WAITS_MS, memory=memory_of_this_computer()).close()
        except UserError as error:
            self.window.messages.error(error.sentence)
            return
        self.open(path)
        self.window.go("Start a round")
        self.window.pages.focus_page()

    def start(self) -> None:
        """Begin a round in a new file in the user's own folder, without asking about files."""
        today = day_in_england(utc_now())
        self._came_from = self.file.store.path if self.file else None
        self._begun = free_name(self.folders.rounds / f"Round {today.isoformat()}{SUFFIX}")
        self.make(self._begun)

    def try_demo(self) -> None:
        """Open the demo round, made first if this computer has none."""
        path = self.folders.rounds / DEMO_NAME
        if path.exists():
            self.open(path)
            return
        self.close_file()
        self.window.welcome.set_busy(True)
        task = self.background.run(
            lambda progress: _made_demo(path, progress),
            done=lambda made: self._demo_ended(made, None),
            failed=lambda error: self._demo_ended(None, error),
            owner=self.window,
            touches_store=False,
        )
        self.window.welcome.progress.follow(task, "Making the demo round")

    def back_up(self, path: Path) -> None:
        """Keep a copy of the whole round file at `path`."""
        if self.file is None or not self.window.settle():
            return
        source = self.file.store.path
        self.background.run(
            lambda _progress: back_up(source, path),
            done=lambda _: self.window.messages.info(f"A copy of the round file is kept as {path}."),
            owner=self.window,
        )

    def close_file(self) -> None:
        """Show the welcome page instead of the round file; everything typed is kept."""
        if self.file is None or not self.window.settle():
            return
        self._let_go()

    def _show(self, opened: OpenFile) -> None:
        if self.file is not None:
            self.window.settle()
            self._let_go()
        self.file = opened
        self.window.messages.bar.clear()
        self.window.show_workspace(opened.workspace)
        self.settings = self.settings.with_recent(opened.store.path)
        self._keep()
        self._show_recent()
        self._warn(opened)
        self._poll.start()
        if opened.hold is not None:
            self.safekeeping.begin(opened.store.path)

    def _warn(self, opened: OpenFile) -> None:
        path = opened.store.path
        if opened.why:
            self.window.messages.warning(opened.why, ("Try again", lambda: self.open(path)))
        unsafe = where_it_is_unsafe(path)
        if unsafe:
            advice = "Keep it on this computer, and send copies."
            self.window.messages.warning(f"{unsafe}. {advice}", ("Keep a copy here…", self._ask_back_up))

    def show_backups(self) -> None:
        """Show the backups of the file that is open."""
        if self.file is not None:
            self.safekeeping.show(self.file.store.path)

    def _let_go_of(self, path: Path) -> bool:
        """Close a file before another is put in its place; False when something typed could not be kept."""
        if self.file is None or self.file.store.path != path:
            return True
        if not self.window.settle():
            return False
        self._let_go()
        return True

    def _open_and_say(self, path: Path, sentence: str) -> None:
        self.open(path)
        self.window.messages.info(sentence)

    def _let_go(self) -> None:
        assert self.file is not None
        self._poll.stop()
        self.safekeeping.end()
        file, self.file = self.file, None
        self.window.leave_workspace()
        self.background.close()
        file.workspace.deleteLater()
        file.store.close()
        if file.hold is not None:
            file.hold.release()

    def _on_start_left(self) -> None:
        """Go back to where a round was to begin in a file made for it; that file goes if nothing was put in it."""
        file, back, begun = self.file, self._came_from, self._begun
        if file is None or file.store.path != begun or file.workspace.ask(rounds):
            return
        self._came_from = self._begun = None
        empty = not file.store.number()
        self._let_go()
        if empty:
            self._remove(begun)
        if back is not None:
            self.open(back)

    def _remove(self, path: Path) -> None:
        """Remove an empty round file and forget that it was opened; one that cannot be removed does no harm."""
        with suppress(OSError):
            path.unlink()
        others = tuple(each for each in self.settings.recent if each != str(path.resolve()))
        self.settings = self.settings.model_copy(update={"recent": others})
        self._keep()
        self._show_recent()

    def _demo_ended(self, made: Path | None, error: Exception | None) -> None:
        self.window.welcome.set_busy(False)
        if made is not None:
            self.open(made)
        elif isinstance(error, Cancelled):
            self.window.messages.info("Stopped. The demo round was not made.")
        elif error is not None:
            self.window.messages.show_failure(error)

    def _connect(self) -> None:
        window, menus, welcome = self.window, self.menus, self.window.welcome
        for wanted in (menus.demo_wanted, welcome.demo_wanted):
            wanted.connect(self.try_demo)
        for wanted in (menus.open_wanted, welcome.open_wanted):
            wanted.connect(self._ask_open)
        welcome.sent_wanted.connect(self._ask_sent)
        for wanted in (menus.path_wanted, welcome.path_wanted):
            wanted.connect(self.open)
        menus.new_wanted.connect(self._ask_new)
        menus.back_up_wanted.connect(self._ask_back_up)
        menus.backups_wanted.connect(self.show_backups)
        menus.close_wanted.connect(self.close_file)
        self.safekeeping.open_wanted.connect(self._open_and_say)
        for wanted in (welcome.start_wanted, window.own_file_wanted):
            wanted.connect(self.start)
        window.start_left.connect(self._on_start_left)
        window.file_dropped.connect(self.take)
        window.closing.connect(self._on_closing)
        self.theme.changed.connect(self._on_look)
        self._poll.timeout.connect(self._catch_up)

    def _ask_open(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self.window, "Open a round file", self._folder(), KIND)
        if found:
            self.open(Path(found))

    def _ask_sent(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self.window, "The file you were sent")
        if found:
            self.take(Path(found))

    def _ask_new(self) -> None:
        first = str(Path(self._folder()) / f"Round{SUFFIX}")
        found, _ = QFileDialog.getSaveFileName(self.window, "New round file", first, KIND)
        if found:
            self.make(_with_suffix(found))

    def _ask_back_up(self) -> None:
        if self.file is None:
            return
        name = f"{self.file.store.path.stem} {day_in_england(utc_now()).isoformat()}{SUFFIX}"
        found = SAVE_PLACE.ask_file(self.window, "Back up a copy", name, KIND)
        if found:
            self.back_up(_with_suffix(found))

    def _folder(self) -> str:
        return str(self.file.store.path.parent if self.file else self.folders.rounds)

    def _catch_up(self) -> None:
        if self.file is not None and self.window.isActiveWindow():
            self.file.workspace.catch_up()

    def _on_look(self) -> None:
        chosen = {"look": str(self.theme.look), "text_size": self.theme.scale}
        self.settings = self.settings.model_copy(update=chosen)
        self._keep()

    def _on_closing(self) -> None:
        self.settings = self.settings.model_copy(update={"window": self.window.place()})
        self._keep()
        if self.file is not None:
            self._let_go()

    def _keep(self) -> None:
        try:
            keep_settings(self.folders.choices, self.settings)
        except UserError as error:
            self.window.messages.warning(error.sentence)

    def _show_recent(self) -> None:
        paths = [Path(each) for each in self.settings.recent]
        self.menus.show_recent(paths)
        self.window.welcome.show_recent([path for path in paths if path.exists()])


def _opened(path: Path, background: Background) -> OpenFile:
    refuse_what_is_not_ours(path)
    hold, why = _hold(path)
    try:
        if hold is not None:
            clear_unfinished(path)
        memory = memory_of_this_computer()
        store = open_store(path, wait_ms=WINDOW_WAITS_MS, read_only=hold is None, memory=memory)
        return OpenFile(store, Workspace(store, background), hold, why)
    except BaseException:
        if hold is not None:
            hold.release()
        raise


def _hold(path: Path) -> tuple[RoundLock | None, str]:
    """Take the hold on a file, or say why it can only be read."""
    if not os.access(path, os.W_OK):
        return None, f"{path.name} may only be read. To change it, copy it to a folder of your own."
    try:
        taken = take_lock(path)
    except UserError as error:
        return None, error.sentence
    if isinstance(taken, RoundLock):
        return taken, ""
    return None, f"{open_elsewhere(path, taken)} Until then it can be read here, and not changed."


def _made_demo(path: Path, progress: Progress) -> Path:
    folder_for(path.parent)
    from peer_challenge.jobs.demo import write_demo_round  # start-up time that only this needs

    write_demo_round(path, progress)
    return path


def _look(value: str) -> Look:
    return Look(value) if value in set(Look) else Look.AS_SYSTEM


def _with_suffix(found: str) -> Path:
    path = Path(found)
    return path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")
