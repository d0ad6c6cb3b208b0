"""A form over a record of the round file: what is typed is a draft each second and an act when the field is left."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.records import ClearedMark, Record
from peer_challenge.services.identifiers import cleared_in, let_stay
from ui.widgets.record_form import Field, RecordForm
from ui.widgets.two_versions import review
from ui.workspace import Workspace

DRAFT_MILLISECONDS = 1_000


class KeptForm(RecordForm):
    """`act(store, id, **{field: value})` is the service behind every field.

    What a service refuses stays in its field with the sentence below it. Drafts stand under `about:id:field`. A field
    somebody is typing in counts as read when they began, so that nothing that arrived since is written over.
    """

    def __init__(
        self,
        workspace: Workspace,
        fields: Sequence[Field],
        act: Callable[..., ChangeSet],
        about: str,
        parent: QWidget | None = None,
        *,
        across: bool = False,
    ) -> None:
        super().__init__(fields, parent, across=across)
        self._workspace, self._act, self._about = workspace, act, about
        self._names = [field.name for field in fields]
        self._drafted: set[str] = set()
        self._seen: dict[str, int] = {}
        self._second = QTimer(self)
        self._second.setSingleShot(True)
        self._second.setInterval(DRAFT_MILLISECONDS)
        self._second.timeout.connect(self.keep_drafts)
        self.typing.connect(self._on_typing)
        self.edited.connect(self._on_edited)
        self.versions_asked.connect(self._on_versions)
        workspace.changed.connect(self._on_changed)
        for field in fields:
            if field.editor.guard is not None:
                field.editor.guard.offer_stay()
                field.editor.guard.stay_wanted.connect(lambda reason, name=field.name: self._let_stay(name, reason))
            field.editor.settled.connect(lambda name=field.name: self._drop_draft(name))

    def show_kept(self, record: object, seen: int) -> None:
        """Show a record as it was read at `seen`, with what had been typed for it and never settled."""
        another = self.record is None or self._id_of(self.record) != self._id_of(record)
        self.show_record(record)
        typed = self.unsettled()
        self._seen |= {name: seen for name in self._names if name not in typed}
        if another:
            self._drafted = set()
            for name in self._names:
                if text := self._workspace.draft(self._key(name)):
                    self.put_draft(name, text)
                    self._drafted.add(name)
            self._show_cleared()
        doubled = self._workspace.doubled.get(self._id_of(record), {})
        for name in self._names:
            self.mark_versions(name, doubled.get(name, 0))

    def keep_drafts(self) -> None:
        """Keep what is being typed now."""
        self._second.stop()
        for name, text in self.unsettled().items():
            self._workspace.keep_draft(self._key(name), text)
            self._drafted.add(name)

    def _on_typing(self, _name: str, _text: str) -> None:
        if not self._second.isActive():
            self._second.start()

    def _on_edited(self, name: str, value: object) -> None:
        problems: list[str] = []
        drafted = self._key(name)
        with self._workspace.answering(problems.append):
            self._workspace.settle(drafted, self._seen[name], self._act, self._id_of(self.record), **{name: value})
        if problems:
            self.refuse(name, problems[-1])
            self.keep_drafts()
        else:
            self._drafted.discard(name)

    def _on_versions(self, name: str) -> None:
        review(self, self._workspace, self._id_of(self.record), name)

    def _let_stay(self, name: str, reason: str) -> None:
        """Keep why what is marked in a field may stay there; the field is said first, as it is what was looked at."""
        self.settle()
        self._workspace.do(let_stay, self._id_of(self.record), name, reason)

    def _on_changed(self, touched: dict[type[Record], frozenset[object]]) -> None:
        if ClearedMark in touched and self.record is not None:
            self._show_cleared()

    def _show_cleared(self) -> None:
        cleared = self._workspace.ask(cleared_in, self._id_of(self.record))
        for name in self._names:
            if (guard := self.editor(name).guard) is not None:
                guard.let_stand(cleared.get(name, {}))

    def _drop_draft(self, name: str) -> None:
        """Forget the draft of a field that was typed back to what it was."""
        if name in self._drafted and name not in self.unsettled():
            self._workspace.keep_draft(self._key(name), "")
            self._drafted.discard(name)

    def _key(self, name: str) -> str:
        return f"{self._about}:{self._id_of(self.record)}:{name}"

    @staticmethod
    def _id_of(record: object) -> UUID:
        found: UUID = record.id  # type: ignore[attr-defined]
        return found
