"""Records as a Qt model: declared columns, differences instead of resets, one spoken sentence a row."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QIcon

from ui.widgets.labels import plain_tip

RECORD = Qt.ItemDataRole.UserRole + 1
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Row(Protocol):
    """A frozen record or view row: compared by value, told apart by `id`."""

    @property
    def id(self) -> Hashable:
        """What stays the same when everything else about the row changes."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Column(Generic[R]):
    """How one column is read from a row.

    `sort` gives a comparable value (None sorts last); without it the text sorts, ignoring case. `wide` columns share
    what room is left. The tooltip is the cell's text unless `tip` says more.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    tip: Callable[[R], str] | None = None
    icon: Callable[[R], QIcon | None] | None = None
    wide: bool = False

    def key(self, row: R) -> tuple[bool, Any]:
        """Return what the column sorts `row` by."""
        value = self.text(row).casefold() if self.sort is None else self.sort(row)
        return value is None, value


class RecordModel(QAbstractTableModel, Generic[R]):
    """Rows in the order they were given; `show` tells views only what differs, so selection and scroll survive."""

    def __init__(self, columns: Sequence[Column[R]], sentence: Callable[[R], str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._sentence = sentence
        self._rows: list[R] = []
        self._versions: Mapping[Hashable, int] = {}

    @property
    def rows(self) -> tuple[R, ...]:
        """What is shown, in its order."""
        return tuple(self._rows)

    def show(self, rows: Iterable[R]) -> None:
        """Become `rows`: remove, reorder, insert, then tell of changes. Two rows with one id are a `ValueError`."""
        new = list(rows)
        place = {row.id: at for at, row in enumerate(new)}
        if len(place) != len(new):
            raise ValueError("two rows share an id")
        self._remove(place)
        self._reorder(place)
        self._insert(new)
        self._change(new)

    def show_versions(self, versions: Mapping[Hashable, int]) -> None:
        """Mark the rows whose record stands in several versions: id → how many."""
        if versions == self._versions:
            return
        self._versions = versions
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def versions_words(self, id: Hashable) -> str:
        """Return what the mark of a row says, such as "2 versions"; "" where it has none."""
        count = self._versions.get(id, 0)
        return f"{count} versions" if count > 1 else ""

    def row_at(self, place: int) -> R:
        """Return the row at a position of this model, counted from 0."""
        return self._rows[place]

    def place_of(self, id: Hashable) -> int | None:
        """Return the position of the row with this id, or None."""
        return next((at for at, row in enumerate(self._rows) if row.id == id), None)

    def _remove(self, place: dict[Hashable, int]) -> None:
        gone = [at for at, row in enumerate(self._rows) if row.id not in place]
        for first, last in reversed(_runs(gone)):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _reorder(self, place: dict[Hashable, int]) -> None:
        order = sorted(range(len(self._rows)), key=lambda at: place[self._rows[at].id])
        if order == list(range(len(order))):
            return
        self.layoutAboutToBeChanged.emit()
        moved_to = {before: after for after, before in enumerate(order)}
        held = self.persistentIndexList()
        self._rows = [self._rows[at] for at in order]
        self.changePersistentIndexList(held, [self.index(moved_to[one.row()], one.column()) for one in held])
        self.layoutChanged.emit()

    def _insert(self, new: list[R]) -> None:
        known = {row.id for row in self._rows}
        for first, last in _runs([at for at, row in enumerate(new) if row.id not in known]):
            self.beginInsertRows(_NOWHERE, first, last)
            self._rows[first:first] = new[first : last + 1]
            self.endInsertRows()

    def _change(self, new: list[R]) -> None:
        changed = [at for at, row in enumerate(new) if row != self._rows[at]]
        for first, last in _runs(changed):
            self._rows[first : last + 1] = new[first : last + 1]
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Count the rows; a row has none of its own."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Count the declared columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give titles to columns and nothing to rows."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer the roles of a cell; `RECORD` gives the row itself."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == RECORD:
            return row
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                versions = self.versions_words(row.id)
                return f"{versions}. {self._sentence(row)}" if versions else self._sentence(row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column.tip(row) if column.tip else column.text(row))
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.align | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.DecorationRole:
                return column.icon(row) if column.icon else None
            case _:
                return None


class RecordOrder(QSortFilterProxyModel, Generic[R]):
    """Sorts by a column's key and keeps the rows that hold every word looked for and pass the page's own test."""

    def __init__(self, model: RecordModel[R]) -> None:
        super().__init__()
        self._model = model
        self._words: tuple[str, ...] = ()
        self._where: Callable[[R], bool] | None = None
        self.setSourceModel(model)

    def look_for(self, text: str) -> None:
        """Keep rows in whose columns each word of `text` occurs, ignoring case; no words keeps all."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def keep(self, where: Callable[[R], bool] | None) -> None:
        """Keep rows for which `where` is true, beside any words looked for."""
        self.beginFilterChange()
        self._where = where
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, at: int, _parent: _AnyIndex) -> bool:
        """Apply both tests to one row."""
        row = self._model.row_at(at)
        if self._where is not None and not self._where(row):
            return False
        text = " ".join(column.text(row) for column in self._model.columns).casefold() if self._words else ""
        return all(word in text for word in self._words)

    def lessThan(self, left: _AnyIndex, right: _AnyIndex) -> bool:
        """Compare by the column's own key; rows without a value come last."""
        key = self._model.columns[left.column()].key
        first, second = key(self._model.row_at(left.row())), key(self._model.row_at(right.row()))
        return first < second


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for at in places:
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs
