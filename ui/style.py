"""How controls are drawn: Fusion with flat surfaces, clear edges, visible focus and room that grows with the text."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QWidget,
)

from ui import painting
from ui.painting import is_on

_Primitive = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_Complex = QStyle.ComplexControl
_Part = QStyle.SubControl
_Element = QStyle.SubElement
_Contents = QStyle.ContentsType
_Metric = QStyle.PixelMetric
_Role = QPalette.ColorRole

_ROOMY = {_Contents.CT_LineEdit, _Contents.CT_ComboBox, _Contents.CT_SpinBox, _Contents.CT_PushButton}
_PADDED = {
    (_Complex.CC_ComboBox, _Part.SC_ComboBoxEditField),
    (_Complex.CC_SpinBox, _Part.SC_SpinBoxEditField),
}
# Sizes as a part of the height of a line, so that they follow the text size.
_IN_LINES = {
    _Metric.PM_SmallIconSize: 1.1,
    _Metric.PM_MenuButtonIndicator: 1.1,
    _Metric.PM_ButtonIconSize: 1.1,
    _Metric.PM_LineEditIconSize: 1.1,
    _Metric.PM_ListViewIconSize: 1.2,
    _Metric.PM_TabBarIconSize: 1.1,
    _Metric.PM_ToolBarIconSize: 1.3,
    _Metric.PM_IndicatorWidth: 1.0,
    _Metric.PM_IndicatorHeight: 1.0,
    _Metric.PM_ExclusiveIndicatorWidth: 1.0,
    _Metric.PM_ExclusiveIndicatorHeight: 1.0,
    _Metric.PM_CheckBoxLabelSpacing: 0.5,
    _Metric.PM_RadioButtonLabelSpacing: 0.5,
    _Metric.PM_FocusFrameHMargin: 0.3,
    _Metric.PM_HeaderMargin: 0.35,
    _Metric.PM_ScrollBarExtent: 0.9,
    _Metric.PM_LayoutHorizontalSpacing: 0.5,
    _Metric.PM_LayoutVerticalSpacing: 0.5,
    _Metric.PM_LayoutLeftMargin: 0.75,
    _Metric.PM_LayoutRightMargin: 0.75,
    _Metric.PM_LayoutTopMargin: 0.75,
    _Metric.PM_LayoutBottomMargin: 0.75,
}


class CalmStyle(QProxyStyle):
    """Fusion without gradients: every edge comes from the palette (Mid for controls, Midlight for lines).

    Edges drawn with Mid keep 3:1 against their surface in all three palettes, which Fusion's own do not in the dark.
    What has the keyboard has a 2 pixel edge in the accent colour.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._metrics: dict[QStyle.PixelMetric, int] = {}
        self.fit_text(QApplication.font())

    def fit_text(self, font: QFont) -> None:
        """Take sizes from a font; call it before the application's font changes to this one."""
        line = QFontMetrics(font).height()
        self._metrics = {metric: round(lines * line) for metric, lines in _IN_LINES.items()}
        self._metrics[_Metric.PM_DefaultFrameWidth] = painting.FOCUS_WIDTH

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Give icons, ticks and margins a size that follows the text."""
        fitted = self._metrics.get(metric)
        return super().pixelMetric(metric, option, widget) if fitted is None else fitted

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw buttons, fields, frames, ticks and focus flat; leave the rest to Fusion."""
        match element:
            case _Primitive.PE_PanelButtonCommand:
                painting.button(painter, option, primary=_primary(option))
            case _Primitive.PE_FrameFocusRect:
                if not isinstance(widget, QPushButton):  # its panel shows it
                    painting.focus_edge(painter, option.rect, option.palette)
            case _Primitive.PE_PanelLineEdit:
                painting.field(painter, option, edged=getattr(option, "lineWidth", 0) > 0)
            case _Primitive.PE_Frame | _Primitive.PE_FrameLineEdit:
                if isinstance(widget, QAbstractScrollArea):
                    painting.surface(painter, option.rect, option.palette.color(_Role.Base), None)
                painting.edge(painter, option)
            case _Primitive.PE_IndicatorCheckBox | _Primitive.PE_IndicatorItemViewItemCheck:
                painting.tick_box(painter, option)
            case _Primitive.PE_IndicatorRadioButton:
                painting.radio_dot(painter, option)
            case _Primitive.PE_FrameTabWidget:
                super().drawPrimitive(element, option, painter, widget)
                painter.setPen(option.palette.color(_Role.Midlight))
                painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            case _Primitive.PE_IndicatorArrowDown if isinstance(widget, QPushButton):
                painting.chevron(painter, option.rect, option, up=False)
            case _:
                super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw headings and toolbars flat over one line, mark the chosen tab, and ink buttons to suit their ground."""
        if element in {_Control.CE_HeaderSection, _Control.CE_HeaderEmptyArea}:
            painting.strip(painter, option, _Role.AlternateBase)
        elif element == _Control.CE_ToolBar:
            painting.strip(painter, option, _Role.Window)
        elif element == _Control.CE_TabBarTabShape:
            super().drawControl(element, option, painter, widget)
            painting.chosen_tab(painter, option)
        elif element == _Control.CE_PushButtonLabel and (ink := _ink_of(option)):
            assert isinstance(option, QStyleOptionButton)
            words = QStyleOptionButton(option)
            words.palette.setColor(_Role.ButtonText, option.palette.color(ink))
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
        """Draw drop-down lists, number boxes and scroll bars flat, with chevrons."""
        match control:
            case _Complex.CC_SpinBox:
                painting.field(painter, option, edged=True)
                self._chevron(painter, control, _Part.SC_SpinBoxUp, option, "up", widget)
                self._chevron(painter, control, _Part.SC_SpinBoxDown, option, "down", widget)
            case _Complex.CC_ComboBox:
                painting.button(painter, option, primary=False)
                self._chevron(painter, control, _Part.SC_ComboBoxArrow, option, "down", widget)
            case _Complex.CC_ScrollBar:
                slider = self.subControlRect(control, option, _Part.SC_ScrollBarSlider, widget)
                painting.scroll_bar(painter, option, slider)
            case _:
                super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Give the words of lists and number boxes room at their start, and their arrows a width that can be hit."""
        line = option.fontMetrics.height()
        whole = QRect(option.rect)
        arrow = QRect(whole.right() - round(line * 1.5), whole.top(), round(line * 1.5), whole.height())
        if (control, part) in _PADDED:
            return whole.adjusted(round(line * 0.4), 2, -arrow.width(), -2)
        if part == _Part.SC_ComboBoxArrow and control == _Complex.CC_ComboBox:
            return arrow
        if control == _Complex.CC_SpinBox and part in {_Part.SC_SpinBoxUp, _Part.SC_SpinBoxDown}:
            half = arrow.height() // 2
            return arrow.adjusted(0, 0, 0, -half) if part == _Part.SC_SpinBoxUp else arrow.adjusted(0, half, 0, 0)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        """Give the words of a line of text room at their start."""
        given = super().subElementRect(element, option, widget)  # type: ignore[arg-type]
        if element == _Element.SE_LineEditContents and getattr(option, "lineWidth", 0) > 0:
            pad = round(option.fontMetrics.height() * 0.25)
            given.adjust(pad, 0, -pad, 0)
        return given

    def sizeFromContents(
        self, contents: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Give fields and buttons twice the height of their words: at least 24 pixels to hit at any text size."""
        given = super().sizeFromContents(contents, option, size, widget)  # type: ignore[arg-type]
        line = option.fontMetrics.height()
        if contents in _ROOMY:
            given.setHeight(max(given.height(), round(line * 1.9)))
            given.setWidth(given.width() + line)
        elif contents == _Contents.CT_MenuItem and size.height() > line // 2:
            given.setHeight(max(given.height(), round(line * 1.7)))
        elif contents in {_Contents.CT_ToolButton, _Contents.CT_MenuBarItem}:
            given += QSize(line // 3, line // 3)
        elif contents == _Contents.CT_ItemViewItem:
            given.setHeight(max(given.height(), round(line * 1.7)))
        return given

    def _chevron(
        self,
        painter: QPainter,
        control: QStyle.ComplexControl,
        part: QStyle.SubControl,
        option: QStyleOptionComplex,
        direction: str,
        widget: QWidget | None,
    ) -> None:
        rect = self.subControlRect(control, option, part, widget)
        painting.chevron(painter, rect, option, up=direction == "up")


def _primary(option: QStyleOption) -> bool:
    default = QStyleOptionButton.ButtonFeature.DefaultButton
    enabled = is_on(option, QStyle.StateFlag.State_Enabled)
    return isinstance(option, QStyleOptionButton) and default in option.features and enabled


def _ink_of(option: QStyleOption) -> QPalette.ColorRole | None:
    """Return the colour for words on a button that is not plain: held down, or the main one."""
    if painting.is_pressed(option):
        return _Role.HighlightedText
    return _Role.BrightText if _primary(option) else None


def repaint_frames_with_focus(application: QApplication) -> None:
    """Have frames drawn again when the keyboard moves; Qt itself repaints only what is inside them."""

    def repaint(before: QWidget | None, now: QWidget | None) -> None:
        for widget in (before, now):
            if widget is not None:
                widget.update()

    application.focusChanged.connect(repaint)
