"""Files the program ships: fonts, icons, reference data, frameworks, wording and help."""

from pathlib import Path

_HERE = Path(__file__).parent


def path(*parts: str) -> Path:
    """Return where a shipped file lies, from source and in the frozen program alike.

    Raises `FileNotFoundError` for a name that is not shipped: that is a fault of the program, not of its user.
    """
    found = _HERE.joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(found)
    return found
