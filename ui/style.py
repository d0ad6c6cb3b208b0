"""How controls are drawn: Fusion with flat surfaces, clear edges and a little more room."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QWidget,
)

_Primitive = QStyle.PrimitiveElement
_Contents = QStyle.ContentsType
_State = QStyle.StateFlag
_Role = QPalette.ColorRole

_EDGED = {_Primitive.PE_PanelLineEdit, _Primitive.PE_FrameLineEdit, _Primitive.PE_Frame}
_ROOMY = {_Contents.CT_LineEdit, _Contents.CT_ComboBox, _Contents.CT_SpinBox, _Contents.CT_PushButton}
CORNER = 3.0


def flat_panel(
    painter: QPainter, rect: QRect, fill: QColor | None, edge: QColor | None, corner: float = CORNER
) -> None:
    """Paint a rounded surface with a hairline edge that lies wholly inside `rect`; either colour may be left out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.0) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = 0.5 if edge else 0.0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner)
    painter.restore()


class CalmStyle(QProxyStyle):
    """Fusion without gradients: every edge comes from the palette (Mid for controls, Midlight for lines).

    Edges drawn with Mid keep 3:1 against their surface in all three palettes, which Fusion's own do not in the dark.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw buttons, fields, frames and ticks flat; leave the rest to Fusion."""
        if element == _Primitive.PE_PanelButtonCommand:
            _button(option, painter)
        elif element == _Primitive.PE_FrameFocusRect:
            return  # the focus ring says it for every widget alike
        elif element == _Primitive.PE_PanelLineEdit:
            _field(option, painter, edged=getattr(option, "lineWidth", 0) > 0)
        elif element in _EDGED:
            flat_panel(painter, option.rect, None, _edge(option))
        elif element in {_Primitive.PE_IndicatorCheckBox, _Primitive.PE_IndicatorItemViewItemCheck}:
            _tick_box(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw table headings as plain words over one line, and a main button's words to suit its ground."""
        if element in {QStyle.ControlElement.CE_HeaderSection, QStyle.ControlElement.CE_HeaderEmptyArea}:
            rect: QRect = option.rect
            palette: QPalette = option.palette
            painter.fillRect(rect, palette.color(_Role.AlternateBase))
            painter.setPen(palette.color(_Role.Midlight))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        elif element == QStyle.ControlElement.CE_PushButtonLabel and _primary(option) and not _pressed(option):
            assert isinstance(option, QStyleOptionButton)
            words = QStyleOptionButton(option)
            words.palette.setColor(_Role.ButtonText, option.palette.color(_Role.BrightText))
            words.icon = QIcon()
            super().drawControl(element, words, painter, widget)
        else:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw number boxes flat, with two small chevrons."""
        if control == QStyle.ComplexControl.CC_SpinBox:
            _field(option, painter, edged=True)
            for part, up in ((QStyle.SubControl.SC_SpinBoxUp, True), (QStyle.SubControl.SC_SpinBoxDown, False)):
                _chevron(painter, self.subControlRect(control, option, part, widget), option, up=up)  # type: ignore[arg-type]
        else:
            super().drawComplexControl(control, option, painter, widget)

    def sizeFromContents(
        self, contents: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Give fields and buttons twice the height of their words: at least 24 pixels to hit at any text size."""
        given = super().sizeFromContents(contents, option, size, widget)  # type: ignore[arg-type]
        line = option.fontMetrics.height()
        if contents in _ROOMY:
            given.setHeight(max(given.height(), round(line * 1.9)))
        if contents == _Contents.CT_PushButton:
            given.setWidth(given.width() + line)
        elif contents == _Contents.CT_MenuItem and size.height() > line // 2:
            given.setHeight(max(given.height(), round(line * 1.7)))
        elif contents in {_Contents.CT_ToolButton, _Contents.CT_MenuBarItem}:
            given += QSize(line // 3, line // 3)
        return given


class FocusRing(QFocusFrame):
    """A 2 pixel ring in the accent colour around whatever has the keyboard."""

    WIDTH = 2

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        self.setWidget(now)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring in the margin that the style keeps around the focused widget."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(_Role.Accent), self.WIDTH))
        half = self.WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), CORNER + 1, CORNER + 1)


def _edge(option: QStyleOption) -> QColor:
    return option.palette.color(_Role.Mid)


def _on(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _pressed(option: QStyleOption) -> bool:
    return _on(option, _State.State_Sunken) or _on(option, _State.State_On)


def _field(option: QStyleOption, painter: QPainter, *, edged: bool) -> None:
    palette: QPalette = option.palette
    closed = _on(option, _State.State_ReadOnly) or not _on(option, _State.State_Enabled)
    fill = palette.color(_Role.Window if closed else _Role.Base)
    if edged:
        flat_panel(painter, option.rect, fill, _edge(option))
    else:
        painter.fillRect(option.rect, fill)


def _primary(option: QStyleOption) -> bool:
    default = QStyleOptionButton.ButtonFeature.DefaultButton
    return isinstance(option, QStyleOptionButton) and default in option.features and _on(option, _State.State_Enabled)


def _button(option: QStyleOption, painter: QPainter) -> None:
    palette: QPalette = option.palette
    fill = palette.color(_Role.Accent if _primary(option) else _Role.Button)
    if _pressed(option):
        fill = palette.color(_Role.Highlight)
    elif _on(option, _State.State_MouseOver) and _on(option, _State.State_Enabled):
        fill = fill.lighter(108) if fill.lightness() < 128 else fill.darker(104)
    flat_panel(painter, option.rect, fill, _edge(option))


def _tick_box(option: QStyleOption, painter: QPainter) -> None:
    palette: QPalette = option.palette
    rect: QRect = option.rect
    ticked = _on(option, _State.State_On)
    flat_panel(painter, rect, palette.color(_Role.Accent if ticked else _Role.Base), _edge(option), 2.0)
    if ticked:
        _stroke(painter, rect, palette.color(_Role.Base), [(0.24, 0.52), (0.43, 0.72), (0.78, 0.30)])
    elif _on(option, _State.State_NoChange):
        _stroke(painter, rect, palette.color(_Role.Text), [(0.25, 0.5), (0.75, 0.5)])


def _chevron(painter: QPainter, rect: QRect, option: QStyleOption, *, up: bool) -> None:
    side = max(4, min(rect.width(), rect.height()) - 4)
    square = QRect(0, 0, side, side)
    square.moveCenter(rect.center())
    tip, foot = (0.35, 0.65) if up else (0.65, 0.35)
    colour = option.palette.color(_Role.ButtonText)
    _stroke(painter, square, colour, [(0.15, foot), (0.5, tip), (0.85, foot)])


def _stroke(painter: QPainter, rect: QRect, colour: QColor, points: list[tuple[float, float]]) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.5, rect.width() / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline([QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()) for x, y in points])
    painter.restore()
