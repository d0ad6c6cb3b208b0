"""The three sets of colours and the Qt palettes made from them."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup


class Tone(StrEnum):
    """What a colour says; an icon and a word always say it too."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"

    @property
    def icon_name(self) -> str:
        """The icon that says the same as the colour."""
        return {"neutral": "note", "info": "info", "good": "ok", "warning": "warning", "bad": "problem"}[self.value]


@dataclass(frozen=True)
class Colours:
    """One set of colours as `#rrggbb`; `tones` and `series` hold (ink, ground) pairs.

    Ink reads at 4.5:1 on its ground; `edge` (of controls) and `accent` stand out at 3:1 from the surfaces beside them.
    """

    name: str
    window: str
    base: str
    raised: str
    text: str
    muted: str
    disabled: str
    button: str
    edge: str
    line: str
    accent: str
    on_accent: str
    selected: str
    on_selected: str
    link: str
    visited: str
    tip: str
    on_tip: str
    tones: dict[Tone, tuple[str, str]]
    series: tuple[tuple[str, str], ...]


LIGHT = Colours(
    name="light",
    window="#f4f6f8",
    base="#ffffff",
    raised="#eaeef2",
    text="#12171c",
    muted="#525e6a",
    disabled="#69737d",
    button="#ffffff",
    edge="#798591",
    line="#d5dbe1",
    accent="#1b5e97",
    on_accent="#ffffff",
    selected="#d5e6f5",
    on_selected="#0d1318",
    link="#17578e",
    visited="#5b3c8c",
    tip="#222b34",
    on_tip="#ffffff",
    tones={
        Tone.NEUTRAL: ("#3a444e", "#e5e9ed"),
        Tone.INFO: ("#154d7b", "#dfecf8"),
        Tone.GOOD: ("#135c37", "#dff1e6"),
        Tone.WARNING: ("#674400", "#fcedc8"),
        Tone.BAD: ("#93211a", "#fae3e1"),
    },
    series=(
        ("#ffffff", "#1b5e97"),
        ("#12171c", "#8fbfe6"),
        ("#ffffff", "#4d5b69"),
        ("#12171c", "#b6c2cd"),
        ("#ffffff", "#2b7a5d"),
        ("#12171c", "#a5d6bf"),
    ),
)

DARK = Colours(
    name="dark",
    window="#1c2126",
    base="#14181c",
    raised="#262c33",
    text="#e9ecef",
    muted="#a9b3bd",
    disabled="#8a949e",
    button="#2a3139",
    edge="#7f8b97",
    line="#3a424b",
    accent="#6fb3ee",
    on_accent="#0a141d",
    selected="#25476a",
    on_selected="#ffffff",
    link="#8dc5f6",
    visited="#c3acf2",
    tip="#e9ecef",
    on_tip="#12171c",
    tones={
        Tone.NEUTRAL: ("#d3d9df", "#333b44"),
        Tone.INFO: ("#b0d5f7", "#1e374e"),
        Tone.GOOD: ("#a6dfbb", "#1c3d2b"),
        Tone.WARNING: ("#f4d48b", "#433511"),
        Tone.BAD: ("#ffb9b2", "#4e2320"),
    },
    series=(
        ("#0a141d", "#6fb3ee"),
        ("#ffffff", "#2c5f8d"),
        ("#0a141d", "#b9c4ce"),
        ("#ffffff", "#56636f"),
        ("#0a141d", "#7fcba6"),
        ("#ffffff", "#2f6b50"),
    ),
)

HIGH_CONTRAST = Colours(
    name="high_contrast",
    window="#000000",
    base="#000000",
    raised="#000000",
    text="#ffffff",
    muted="#c0c0c0",
    disabled="#b8b8b8",
    button="#000000",
    edge="#ffffff",
    line="#ffffff",
    accent="#ffdd00",
    on_accent="#000000",
    selected="#ffdd00",
    on_selected="#000000",
    link="#7fd4ff",
    visited="#e2b8ff",
    tip="#ffffff",
    on_tip="#000000",
    tones={
        Tone.NEUTRAL: ("#ffffff", "#000000"),
        Tone.INFO: ("#7fd4ff", "#000000"),
        Tone.GOOD: ("#86ff9f", "#000000"),
        Tone.WARNING: ("#ffdd00", "#000000"),
        Tone.BAD: ("#ffa39b", "#000000"),
    },
    series=(
        ("#000000", "#ffffff"),
        ("#000000", "#7fd4ff"),
        ("#000000", "#ffdd00"),
        ("#000000", "#86ff9f"),
        ("#000000", "#e2b8ff"),
        ("#000000", "#ffa39b"),
    ),
)

_ALL = {colours.window: colours for colours in (LIGHT, DARK, HIGH_CONTRAST)}


def colours_of(palette: QPalette) -> Colours:
    """Return the set a palette was made from, so that a widget needs nothing but its own palette to paint a tone."""
    window = palette.color(_Group.Active, _Role.Window)
    return _ALL.get(window.name(), LIGHT if window.lightness() >= 128 else DARK)


def palette_of(colours: Colours) -> QPalette:
    """Return the Qt palette of a set; the inactive group equals the active one, so nothing fades when focus leaves."""
    palette = QPalette()
    for role, value in _roles(colours).items():
        palette.setColor(role, QColor(value))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText, _Role.HighlightedText):
        palette.setColor(_Group.Disabled, role, QColor(colours.disabled))
    palette.setColor(_Group.Disabled, _Role.Highlight, QColor(colours.raised))
    palette.setColor(_Group.Disabled, _Role.Button, QColor(colours.window))
    return palette


def _roles(colours: Colours) -> dict[QPalette.ColorRole, str]:
    return {
        _Role.Window: colours.window,
        _Role.WindowText: colours.text,
        _Role.Base: colours.base,
        _Role.AlternateBase: colours.raised,
        _Role.Text: colours.text,
        _Role.PlaceholderText: colours.muted,
        _Role.Button: colours.button,
        _Role.ButtonText: colours.text,
        _Role.BrightText: colours.on_accent,
        _Role.Accent: colours.accent,
        _Role.Highlight: colours.selected,
        _Role.HighlightedText: colours.on_selected,
        _Role.Link: colours.link,
        _Role.LinkVisited: colours.visited,
        _Role.ToolTipBase: colours.tip,
        _Role.ToolTipText: colours.on_tip,
        _Role.Light: colours.base,
        _Role.Midlight: colours.line,
        _Role.Mid: colours.edge,
        _Role.Dark: colours.edge,
        _Role.Shadow: colours.edge,
    }
