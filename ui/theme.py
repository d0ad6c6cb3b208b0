"""The look and the text size a person chose, kept for every open window."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.colours import DARK, HIGH_CONTRAST, LIGHT, Colours, Tone, colours_of, palette_of
from ui.icons import icon
from ui.style import CalmStyle, repaint_frames_with_focus

__all__ = ["Look", "Theme", "Tone", "colours_of", "icon"]

SMALLEST, LARGEST = 80, 200
_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_READABLE_POINTS = 10.0
_TOLD = (QEvent.Type.ApplicationFontChange, QEvent.Type.ApplicationPaletteChange, QEvent.Type.StyleChange)


class Look(StrEnum):
    """Which colours a person chose."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"
    AS_SYSTEM = "as_system"

    @property
    def words(self) -> str:
        """The choice as the View menu says it."""
        return {"as_system": "As the system", "high_contrast": "High contrast"}.get(self.value, self.value.capitalize())


class Theme(QObject):
    """Keeps the application in the chosen look and text size; `changed` tells after either has been applied."""

    changed = Signal()

    def __init__(self, application: QApplication, look: Look = Look.AS_SYSTEM, scale: int = 100) -> None:
        super().__init__(application)
        self._application = application
        self._look = look
        self._scale = _within(scale)
        self._points = max(application.font().pointSizeF(), _READABLE_POINTS)
        self._style = CalmStyle()
        application.setStyle(self._style)
        repaint_frames_with_focus(application)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._apply()

    @property
    def look(self) -> Look:
        """What the person chose."""
        return self._look

    @property
    def scale(self) -> int:
        """The text size in per cent of the system's own, 80 to 200."""
        return self._scale

    @property
    def colours(self) -> Colours:
        """The colours on screen now, with *As the system* worked out."""
        if self._look is Look.AS_SYSTEM:
            return _system_colours()
        return {Look.LIGHT: LIGHT, Look.DARK: DARK, Look.HIGH_CONTRAST: HIGH_CONTRAST}[self._look]

    def set_look(self, look: Look) -> None:
        """Change the colours of every open window at once."""
        self._look = look
        self._apply()

    def set_scale(self, percent: int) -> None:
        """Change the text size of every open window; anything outside 80 to 200 becomes the nearer end."""
        self._scale = _within(percent)
        self._apply()

    def larger(self) -> None:
        """Go one step up."""
        self.set_scale(next((step for step in _STEPS if step > self._scale), LARGEST))

    def smaller(self) -> None:
        """Go one step down."""
        self.set_scale(next((step for step in reversed(_STEPS) if step < self._scale), SMALLEST))

    def _follow_system(self) -> None:
        if self._look is Look.AS_SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self._application.setPalette(palette_of(self.colours))
        font = self._application.font()
        font.setPointSizeF(self._points * self._scale / 100)
        self._style.fit_text(font)
        self._application.setFont(font)
        self._tell_widgets()
        self.changed.emit()

    def _tell_widgets(self) -> None:
        """Send what Qt sends only while its event loop runs: widgets with sizes or colours of their own rely on it."""
        for widget in self._application.allWidgets():
            for kind in (
                QEvent.Type.ApplicationFontChange,
                QEvent.Type.ApplicationPaletteChange,
                QEvent.Type.StyleChange,
            ):
                self._application.sendEvent(widget, QEvent(kind))
            widget.updateGeometry()  # a layout may have asked for sizes while only some had the new text


def _within(percent: int) -> int:
    return max(SMALLEST, min(LARGEST, percent))


def _system_colours() -> Colours:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
