"""Shares and synchronised folders are told from folders of this computer."""

from pathlib import Path

import pytest

from peer_challenge.storage.locations import kind_of_disk, where_it_is_unsafe

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
//kent/qa /mnt/QA\040team cifs rw 0 0
nas:/vol /home/kim/shared nfs4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "unsafe"),
    [
        ("/home/kim/OneDrive - Kent County Council/round.pcw", "kept in step"),
        ("/home/kim/Dropbox/QA/round.pcw", "kept in step"),
        ("/home/kim/Library/CloudStorage/Box-Kent/round.pcw", "kept in step"),
        ("//server/share/round.pcw", "network share"),
        ("/home/kim/.local/share/peer-challenge/rounds/round.pcw", ""),
        ("/home/kim/onedrive.pcw", ""),
    ],
)
def test_shares_and_synchronised_folders_are_told_by_name(path: str, unsafe: str) -> None:
    said = where_it_is_unsafe(Path(path), {})
    assert (unsafe in said) if unsafe else said == ""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/mnt/QA team/round.pcw", "cifs"),
        ("/home/kim/shared/deep/round.pcw", "nfs4"),
        ("/home/kim/round.pcw", "ext4"),
        ("/tmp/round.pcw", "tmpfs"),
    ],
)
def test_the_disk_of_a_file_is_read_from_the_mounts(path: str, kind: str) -> None:
    assert kind_of_disk(Path(path), MOUNTS) == kind


def test_a_mounted_share_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS + f"//server/share {tmp_path} cifs rw 0 0\n")
    monkeypatch.setattr("peer_challenge.storage.locations._MOUNTS", mounts)
    assert where_it_is_unsafe(tmp_path / "round.pcw", {}) == "round.pcw lies on a network share"


def test_a_synchronised_folder_is_told_by_its_mark_or_by_windows(tmp_path: Path) -> None:
    folder = tmp_path / "Kent County Council" / "QA - Documents"
    folder.mkdir(parents=True)
    assert where_it_is_unsafe(folder / "round.pcw", {}) == ""
    assert where_it_is_unsafe(folder / "round.pcw", {"OneDriveCommercial": str(tmp_path)})
    (tmp_path / ".stfolder").mkdir()
    assert where_it_is_unsafe(folder / "round.pcw", {})
