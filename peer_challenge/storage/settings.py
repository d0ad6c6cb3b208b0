"""What one person chose on one computer: the look, the text size, where the window stood, which files were open."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from peer_challenge.storage.files import folder_for, write_whole

HOME_VARIABLE = "PEER_CHALLENGE_HOME"
MOST_RECENT = 8
_NAME = "peer-challenge"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of this computer's user: round files, and choices."""

    rounds: Path
    choices: Path

    @property
    def backups(self) -> Path:
        """Where copies of round files are kept, a folder a file, beside the user's own round files."""
        return self.rounds.parent / "backups"


def places(environment: Mapping[str, str] = os.environ) -> Places:
    """Return where things are kept; `PEER_CHALLENGE_HOME` puts everything in one folder, for example on a stick."""
    home = environment.get(HOME_VARIABLE)
    if home:
        return Places(Path(home) / "rounds", Path(home) / "settings.json")
    data = platformdirs.user_data_path(_NAME, appauthor=False)
    choices = platformdirs.user_config_path(_NAME, appauthor=False, roaming=True)
    return Places(data / "rounds", choices / "settings.json")


class Settings(BaseModel):
    """This computer's choices. File paths may stand here, words of a round never.

    `look` is a colour scheme's value, `text_size` in per cent; `window` is what Qt keeps of a window's place, in
    base64; `recent` holds the files opened last, the newest first.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    look: str = "as_system"
    text_size: Annotated[int, Field(ge=80, le=200)] = 100
    recent: Annotated[tuple[str, ...], BeforeValidator(lambda paths: tuple(paths)[:MOST_RECENT])] = ()
    window: str = ""

    def with_recent(self, path: Path) -> "Settings":
        """Return the settings with a file at the head of the recent ones."""
        first = str(path.resolve())
        others = tuple(each for each in self.recent if each != first)
        return self.model_copy(update={"recent": (first, *others)[:MOST_RECENT]})


def read_settings(path: Path) -> Settings:
    """Return the settings kept at `path`; those that cannot be read are as on the first day."""
    try:
        return Settings.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return Settings()


def keep_settings(path: Path, settings: Settings) -> None:
    """Write the settings so that either all of them or the old ones stand; raises `UserError` when they cannot be."""
    folder_for(path.parent)
    write_whole(path, settings.model_dump_json(indent=1).encode())
