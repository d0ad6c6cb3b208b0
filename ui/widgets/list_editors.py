"""Editors for a list of short texts held as a tuple: names in one line, or a text a line."""

from ui.widgets.editors import LineEditor, TextEditor


class NamesEditor(LineEditor):
    """Several names in one line, with commas between them."""

    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        """Return the names without blanks."""
        return tuple(each.strip() for each in super().value().split(",") if each.strip())

    def fill(self, value: object) -> None:
        """Show names; None is none."""
        super().fill(", ".join(value) if isinstance(value, tuple) else "")


class LinesEditor(TextEditor):
    """Several texts, one a line."""

    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        """Return the lines without blank ones."""
        return tuple(each.strip() for each in super().value().splitlines() if each.strip())

    def fill(self, value: object) -> None:
        """Show texts; None is none."""
        super().fill("\n".join(value) if isinstance(value, tuple) else "")
