"""A computer's choices last, and a file of them that is damaged does no harm."""

from pathlib import Path

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.storage.settings import (
    MOST_RECENT,
    Settings,
    keep_settings,
    places,
    read_settings,
)


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    chosen = Settings(look="dark", text_size=150, recent=("a.pcw", "b.pcw"), window="AAAA")
    keep_settings(file, chosen)
    assert read_settings(file) == chosen
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", ["", "{", '{"text_size": 900}', "[]", '{"look": 3}'])
def test_a_damaged_file_gives_the_choices_of_the_first_day(tmp_path: Path, content: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(content)
    assert read_settings(file) == Settings()


def test_a_newer_program_may_have_kept_more(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"look": "light", "spelling": true}')
    assert read_settings(file).look == "light"


def test_the_newest_file_comes_first_and_only_once(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(MOST_RECENT + 3):
        settings = settings.with_recent(tmp_path / f"{number}.pcw")
    settings = settings.with_recent(tmp_path / "5.pcw")
    assert settings.recent[0] == str(tmp_path / "5.pcw")
    assert len(settings.recent) == len(set(settings.recent)) == MOST_RECENT


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="is a file, not a folder"):
        keep_settings(tmp_path / "file" / "settings.json", Settings())


def test_one_variable_puts_everything_in_one_folder(tmp_path: Path) -> None:
    found = places({"PEER_CHALLENGE_HOME": str(tmp_path)})
    assert (found.rounds, found.choices) == (tmp_path / "rounds", tmp_path / "settings.json")
    assert places({}).rounds.name == "rounds"
