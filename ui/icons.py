"""Line icons that take their colour from the palette at the moment they are painted."""

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.colours import Tone, colours_of

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup


def icon(name: str, tone: Tone | None = None) -> QIcon:
    """Return a shipped line icon that takes its colour from the palette whenever it is painted.

    So a change of look needs no new icons. `name` is a file in `resources/icons` without `.svg`; an unknown one raises
    `FileNotFoundError`.
    """
    _drawing(name)
    return QIcon(_LineIcon(name, tone))


class _LineIcon(QIconEngine):
    def __init__(self, name: str, tone: Tone | None) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatio()
        corner = rect.topLeft() + QPoint((rect.width() - side) // 2, (rect.height() - side) // 2)
        painter.drawImage(QRect(corner, QSize(side, side)), _image(self._name, self._ink(mode), round(side * ratio)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():
            return QPixmap()  # a button that has no room yet
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def _ink(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(_Group.Disabled, _Role.ButtonText).name()
        if mode == QIcon.Mode.Selected:
            return palette.color(_Role.HighlightedText).name()
        if self._tone is not None:
            return colours_of(palette).tones[self._tone][0]
        return palette.color(_Role.ButtonText).name()


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _image(name: str, ink: str, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(_drawing(name).replace("currentColor", ink).encode()).render(painter)
    painter.end()
    return image
