"""The shapes that controls are made of, in the colours of their palette."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOption

FOCUS_WIDTH = 2
TAB_BAR_HEIGHT = 4
_CORNER = 3.0
_State = QStyle.StateFlag
_Role = QPalette.ColorRole


def is_on(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    """Return whether a state holds."""
    return bool(option.state & flag)


def is_pressed(option: QStyleOption) -> bool:
    """Return whether a button is down or switched on."""
    return is_on(option, _State.State_Sunken) or is_on(option, _State.State_On)


def surface(
    painter: QPainter, rect: QRect | QRectF, fill: QColor | None, pen: QPen | None, corner: float = _CORNER
) -> None:
    """Paint a rounded surface whose edge lies wholly inside `rect`; fill or edge may be left out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen if pen else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = pen.widthF() / 2 if pen else 0.0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner)
    painter.restore()


def focus_edge(painter: QPainter, rect: QRect, palette: QPalette) -> None:
    """Paint the 2 pixel edge of what has the keyboard."""
    surface(painter, rect, None, QPen(palette.color(_Role.Accent), FOCUS_WIDTH))


def edge(painter: QPainter, option: QStyleOption) -> None:
    """Paint the edge of a control, in the accent colour while it has the keyboard."""
    if is_on(option, _State.State_HasFocus):
        focus_edge(painter, option.rect, option.palette)
    else:
        surface(painter, option.rect, None, QPen(option.palette.color(_Role.Mid), 1.0))


def field(painter: QPainter, option: QStyleOption, *, edged: bool) -> None:
    """Paint a field to type in; a closed one has the colour of the window."""
    closed = is_on(option, _State.State_ReadOnly) or not is_on(option, _State.State_Enabled)
    fill = option.palette.color(_Role.Window if closed else _Role.Base)
    if edged:
        surface(painter, option.rect, fill, None)
        edge(painter, option)
    else:
        painter.fillRect(option.rect, fill)


def chosen_tab(painter: QPainter, option: QStyleOption) -> None:
    """Paint a bar of the accent colour along the top of the chosen tab."""
    if is_on(option, _State.State_Selected):
        bar = QRect(option.rect.left() + 1, option.rect.top(), option.rect.width() - 2, TAB_BAR_HEIGHT)
        painter.fillRect(bar, option.palette.color(_Role.Accent))


def button(painter: QPainter, option: QStyleOption, *, primary: bool) -> None:
    """Paint a button; a primary one is filled with the accent colour and shows focus by a gap inside its edge."""
    palette = option.palette
    fill = palette.color(_Role.Accent if primary else _Role.Button)
    if is_pressed(option):
        fill = palette.color(_Role.Highlight)
    elif is_on(option, _State.State_MouseOver) and is_on(option, _State.State_Enabled):
        fill = fill.lighter(108) if fill.lightness() < 128 else fill.darker(104)
    surface(painter, option.rect, fill, None)
    edge(painter, option)
    if primary and is_on(option, _State.State_HasFocus):
        inner = QRectF(option.rect).adjusted(FOCUS_WIDTH, FOCUS_WIDTH, -FOCUS_WIDTH, -FOCUS_WIDTH)
        surface(painter, inner, None, QPen(palette.color(_Role.Base), 1.5))


def strip(painter: QPainter, option: QStyleOption, ground: QPalette.ColorRole) -> None:
    """Paint a flat strip over one line."""
    painter.fillRect(option.rect, option.palette.color(ground))
    painter.setPen(option.palette.color(_Role.Midlight))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def tick_box(painter: QPainter, option: QStyleOption) -> None:
    """Paint a box that is ticked, partly ticked or empty."""
    palette, rect = option.palette, option.rect
    ticked = is_on(option, _State.State_On)
    fill = palette.color(_Role.Accent if ticked else _Role.Base)
    surface(painter, rect, fill, QPen(palette.color(_Role.Mid), 1.0), 2.0)
    if ticked:
        _stroke(painter, rect, palette.color(_Role.BrightText), [(0.24, 0.52), (0.43, 0.72), (0.78, 0.30)])
    elif is_on(option, _State.State_NoChange):
        _stroke(painter, rect, palette.color(_Role.Text), [(0.25, 0.5), (0.75, 0.5)])


def radio_dot(painter: QPainter, option: QStyleOption) -> None:
    """Paint one of several choices, chosen or not."""
    palette, rect = option.palette, QRectF(option.rect)
    surface(painter, rect, palette.color(_Role.Base), QPen(palette.color(_Role.Mid), 1.0), rect.width() / 2)
    if is_on(option, _State.State_On):
        inset = rect.width() * 0.26
        inner = rect.adjusted(inset, inset, -inset, -inset)
        surface(painter, inner, palette.color(_Role.Accent), None, inner.width() / 2)


def chevron(painter: QPainter, rect: QRect, option: QStyleOption, *, up: bool) -> None:
    """Paint the arrow of a list or number box in the middle of `rect`."""
    side = round(min(option.fontMetrics.height() * 0.7, rect.width(), rect.height()))
    square = QRect(0, 0, side, side)
    square.moveCenter(rect.center())
    tip, foot = (0.35, 0.65) if up else (0.65, 0.35)
    group = QPalette.ColorGroup.Active if is_on(option, _State.State_Enabled) else QPalette.ColorGroup.Disabled
    _stroke(painter, square, option.palette.color(group, _Role.ButtonText), [(0.15, foot), (0.5, tip), (0.85, foot)])


def scroll_bar(painter: QPainter, option: QStyleOption, slider: QRect) -> None:
    """Paint a scroll bar: a plain track and a slider that stands out at 3:1."""
    palette = option.palette
    painter.fillRect(option.rect, palette.color(_Role.Window))
    across = min(option.rect.width(), option.rect.height())
    inset = across * (0.2 if is_on(option, _State.State_MouseOver) else 0.28)
    bar = QRectF(slider).adjusted(inset, inset, -inset, -inset)
    surface(painter, bar, palette.color(_Role.Mid), None, min(bar.width(), bar.height()) / 2)


def _stroke(painter: QPainter, rect: QRect, colour: QColor, points: list[tuple[float, float]]) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.5, rect.width() / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline([QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()) for x, y in points])
    painter.restore()
