"""Choosing one of many by name: typing narrows the list down."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from ui.widgets.editors import CalmCombo, Editor


class PickEditor(Editor):
    """One of the records offered by name; the value is its id, or None.

    Typing part of a name finds it: where only one name that is offered fits, Enter or Tab takes it.
    """

    def __init__(self, placeholder: str = "Type part of a name") -> None:
        self._combo = CalmCombo()
        super().__init__(self._combo)
        self._combo.setEditable(True)
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line, completer = self._combo.lineEdit(), self._combo.completer()
        assert line is not None
        assert completer is not None
        line.setPlaceholderText(placeholder)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._offered: list[tuple[UUID, str]] = []
        line.editingFinished.connect(self._complete)
        self._combo.activated.connect(lambda _at: self.settled.emit())

    def offer(self, records: Iterable[tuple[UUID, str]]) -> None:
        """Offer ids by name; what was chosen stays chosen while it is among them."""
        offered = list(records)
        if offered == self._offered:
            return
        chosen = self._named()
        self._offered = offered
        self._combo.clear()
        for id_, name in offered:
            self._combo.addItem(name, id_)
        self.fill(chosen)

    def value(self) -> UUID | None:
        """Return the id whose name is shown, or the only one that fits what was typed; None when none or many do."""
        said = self._said()
        if self._named() is not None or not said:
            return self._named()
        begin = [id_ for id_, name in self._offered if name.casefold().startswith(said)]
        fitting = begin or [id_ for id_, name in self._offered if said in name.casefold()]
        return fitting[0] if len(fitting) == 1 else None

    def fill(self, value: object) -> None:
        """Show the record with this id; None or an unknown id is an empty line."""
        at = next((at for at, (id_, _) in enumerate(self._offered) if id_ == value), -1)
        self._combo.setCurrentIndex(at)
        if at < 0:
            self._combo.clearEditText()

    def _said(self) -> str:
        return " ".join(self._combo.currentText().split()).casefold()

    def _named(self) -> UUID | None:
        said = self._said()
        return next((id_ for id_, name in self._offered if name.casefold() == said), None)

    def _complete(self) -> None:
        """Show the whole name of what was found."""
        found = self.value()
        if found is not None and found != self._named():
            self.fill(found)
            self.settled.emit()
