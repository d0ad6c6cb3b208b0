"""The one door between the window and everything below it: ask, do, undo, and one signal that tells what changed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Cancelled, Progress
from peer_challenge.domain.records import Person
from peer_challenge.services.two_versions import doubled_fields
from peer_challenge.storage.opening import remember_who
from peer_challenge.storage.store import Applied, Store, Touched
from ui.background import Background, Task

P = ParamSpec("P")
T = TypeVar("T")
Job = Callable[[Store, Progress], T]
"""Work over the store that reports how far it is."""


class Workspace(QObject):
    """An open round file as the window sees it.

    `changed` carries kind → ids of the records an act touched; `saved` the time of a commit that returned; `failed`
    a sentence that nobody shows yet; `answered` one that a form shows in place (see `answering`); `round_chosen` the
    round that pages are about.
    """

    changed = Signal(object)
    saved = Signal(object)
    failed = Signal(str)
    answered = Signal(str)
    round_chosen = Signal(object)

    def __init__(self, store: Store, background: Background | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._background = background or Background(_is_a_fault, self)
        self._round: UUID | None = None
        self._told = store.number()
        self._answer: Callable[[str], object] | None = None
        self._doubled: Mapping[UUID, Mapping[str, int]] | None = None
        self._doubtful: set[UUID] = set()

    @property
    def title(self) -> str:
        """The name of the round file."""
        return self._store.path.stem

    @property
    def who(self) -> UUID | None:
        """The id of the person who uses this window."""
        return self._store.who

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed, because another window has the file or the disk refuses."""
        return self._store.read_only

    def become(self, person: UUID) -> None:
        """Write acts from now on, and after the next opening, under `person`; tells screens to look again."""
        try:
            remember_who(self._store, person)
        except UserError as error:
            self.failed.emit(error.sentence)
            return
        self.changed.emit({Person: frozenset({person})})

    @property
    def round(self) -> UUID | None:
        """The round that pages are about; None before one is started."""
        return self._round

    def choose_round(self, round_id: UUID | None) -> None:
        """Make every page be about another round."""
        self._round = round_id
        self.round_chosen.emit(round_id)

    def ask(self, question: Callable[Concatenate[Store, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Return what a service answers; nothing changes."""
        return question(self._store, *args, **named)

    def seen(self) -> int:
        """Return the arrival number to keep beside a view that is about to be read."""
        return self._store.number()

    @contextmanager
    def answering(self, show: Callable[[str], object]) -> Iterator[None]:
        """Have what is refused meanwhile shown by `show`, where it was tried, and nowhere else."""
        before, self._answer = self._answer, show
        try:
            yield
        finally:
            self._answer = before

    def do(
        self,
        act: Callable[Concatenate[Store, P], ChangeSet],
        *args: P.args,
        **named: P.kwargs,
    ) -> Applied | None:
        """Do what a service says, as of everything seen; None when it said no (then `failed` has told why)."""
        return self.do_seen(None, act, *args, **named)

    def do_seen(
        self,
        seen: int | None,
        act: Callable[Concatenate[Store, P], ChangeSet],
        *args: P.args,
        **named: P.kwargs,
    ) -> Applied | None:
        """Do what a service says over what the person saw: the number kept when the view was read."""
        return self._applied(lambda: self._apply(act(self._store, *args, **named), seen, None))

    def settle(
        self,
        draft: str,
        seen: int | None,
        act: Callable[Concatenate[Store, P], ChangeSet],
        *args: P.args,
        **named: P.kwargs,
    ) -> Applied | None:
        """Do an act that makes the draft kept under `draft` needless; both happen or neither."""
        return self._applied(lambda: self._apply(act(self._store, *args, **named), seen, draft))

    @property
    def doubled(self) -> Mapping[UUID, Mapping[str, int]]:
        """What stands in several versions: record → field → how many.

        The whole file is looked through once; after a change only the records it touched.
        """
        if self._doubled is None:
            self._doubled = self.ask(doubled_fields)
        elif self._doubtful:
            certain = {record: fields for record, fields in self._doubled.items() if record not in self._doubtful}
            self._doubled = {**certain, **self.ask(doubled_fields, self._doubtful)}
        self._doubtful = set()
        return self._doubled

    def undo(self) -> Applied | None:
        """Take back the newest act of the day; None when there is none."""
        return self._applied(self._store.undo)

    def redo(self) -> Applied | None:
        """Bring the last thing undone again; None when there is none."""
        return self._applied(self._store.redo)

    def undo_label(self) -> str | None:
        """Return what `undo` would take back."""
        return self._store.undo_label()

    def redo_label(self) -> str | None:
        """Return what `redo` would bring again."""
        return self._store.redo_label()

    def keep_draft(self, key: str, text: str) -> None:
        """Keep half-typed text; a disk that refuses is told, and the text stays where it is typed."""
        try:
            self._store.keep_draft(key, text)
        except UserError as error:
            self.failed.emit(error.sentence)

    def draft(self, key: str) -> str:
        """Return the half-typed text kept under `key`."""
        return self._store.draft(key)

    def now(self) -> datetime:
        """Return the time in UTC."""
        return self._store.now()

    def run(
        self,
        job: Callable[[Store, Progress], T],
        *,
        done: Callable[[T], None],
        owner: QObject,
        refused: Callable[[str], object] | None = None,
    ) -> Task:
        """Run a job over the store beside the window; its `UserError` goes to `failed`, Cancel leaves no trace.

        `job` gets the store and a `Progress`; `done` gets its value, on the window's thread, unless `owner` is gone.
        With `refused` a `UserError` is shown by it, where the work was asked for, and nowhere else.
        """
        return self._background.run(
            lambda progress: job(self._store, progress),
            done=done,
            failed=lambda error: self._on_job_failed(error, refused or self.failed.emit),
            owner=owner,
        )

    def _on_job_failed(self, error: Exception, refused: Callable[[str], object]) -> None:
        if isinstance(error, UserError):
            refused(error.sentence)
        elif not isinstance(error, Cancelled):
            raise error

    def tell(self, applied: Applied) -> None:
        """Announce an act that a job did in the background, with whatever another window wrote before it."""
        self.saved.emit(self._store.now())
        self._announce(applied.touched)

    def catch_up(self) -> None:
        """Announce what another window or a command wrote to the file since anything was last announced."""
        try:
            self._announce({})
        except UserError as error:
            self.failed.emit(error.sentence)

    def _announce(self, touched: Touched) -> None:
        number = self._store.number()
        if number != self._told:
            since = self._store.touched_since(self._told)
            none: frozenset[UUID] = frozenset()
            touched = {kind: touched.get(kind, none) | since.get(kind, none) for kind in {**touched, **since}}
            self._told = number
        if touched:
            self._doubtful.update(*touched.values())
            self.changed.emit(touched)

    def _apply(self, changes: ChangeSet, seen: int | None, settles: str | None) -> Applied | None:
        if not changes and settles is None:
            return None
        return self._store.apply(changes, seen, settles=settles)

    def _applied(self, act: Callable[[], Applied | None]) -> Applied | None:
        try:
            applied = act()
        except UserError as error:
            self._refuse(error.sentence)
            return None
        if applied is not None:
            self.tell(applied)
        return applied

    def _refuse(self, sentence: str) -> None:
        if self._answer is None:
            self.failed.emit(sentence)
            return
        self._answer(sentence)
        self.answered.emit(sentence)


def _is_a_fault(error: Exception) -> None:
    raise error
