"""Choosing what a round asks: frameworks one below the other, each with its questions."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from peer_challenge.services.frameworks import FrameworkView
from ui.widgets.labels import plain_label


class QuestionChoice(QWidget):
    """One framework of several; the questions are shown so that nobody chooses by a title."""

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[FrameworkView, ...] = ()
        self._parts: list[QWidget] = []
        self._group = QButtonGroup(self)
        self._buttons: dict[UUID, QRadioButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def offer(self, views: Sequence[FrameworkView], first: str) -> None:
        """Offer frameworks; what was chosen stays so, else the one with the key `first` is."""
        if tuple(views) == self._views:
            return
        chosen = self.chosen()
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._views = tuple(views)
        self._parts, self._buttons = [], {}
        for view in views:
            self._offer(view)
        keep = chosen or next((view.id for view in views if view.framework.key == first), views[0].id)
        self.choose(keep if keep in self._buttons else views[0].id)

    def chosen(self) -> UUID | None:
        """Return the framework chosen."""
        return next((id_ for id_, button in self._buttons.items() if button.isChecked()), None)

    def choose(self, framework: UUID) -> None:
        """Choose a framework that is offered."""
        self._buttons[framework].setChecked(True)

    def button(self, framework: UUID) -> QRadioButton:
        """Return the button of a framework, for focus and tests."""
        return self._buttons[framework]

    def _offer(self, view: FrameworkView) -> None:
        questions = [f"{number}. {line.line.question}" for number, line in enumerate(view.lines, 1)]
        button = QRadioButton(view.title.replace("&", "&&"))
        button.setAccessibleName(view.title)
        button.setAccessibleDescription(" ".join(questions))
        self._group.addButton(button)
        self._buttons[view.id] = button
        shown = QWidget()
        indent = QHBoxLayout(shown)
        indent.setContentsMargins(self.fontMetrics().height() * 3 // 2, 0, 0, self.fontMetrics().height() // 2)
        indent.addWidget(plain_label("\n".join(questions), muted=True))
        for part in (button, shown):
            self._column.addWidget(part)
            self._parts.append(part)
