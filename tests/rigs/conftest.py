"""The rigs drive the same window as the window's own tests."""

from tests.ui.conftest import _theme_of_all, new_program, program, theme

__all__ = ["_theme_of_all", "new_program", "program", "theme"]
