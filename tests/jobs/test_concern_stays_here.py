"""An immediate concern is in nothing that leaves this computer, nor in the round file: by bytes."""

import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from peer_challenge.cli import main
from peer_challenge.services import concerns
from peer_challenge.services.concerns import By, How, Told
from peer_challenge.services.rounds import latest_round
from peer_challenge.services.scopes import group_named
from peer_challenge.services.search import search_everything
from peer_challenge.storage.opening import open_store

AT = datetime(2031, 2, 3, 4, 56, 7, tzinfo=UTC)
TRACES = (b"DESIGNATED_OFFICER", b"designated officer", b"LADO", b"2031-02-03", b"3 February 2031")


def bytes_of(path: Path) -> bytes:
    """Everything in a file, unpacked where it is packed."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        return content + "\n".join(page.extract_text() for page in PdfReader(path).pages).encode()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            content += b"".join(packed.read(each) for each in packed.namelist())
    return content


@pytest.fixture
def made(tmp_path, demo_files, home):
    """A round file whose session had a concern, and everything that can be made of it."""
    path = tmp_path / "demo.pcw"
    shutil.copyfile(demo_files / "demo.pcw", path)
    store = open_store(path)
    round_ = latest_round(store)
    concerns.record_concern(round_.id, AT, Told.DESIGNATED_OFFICER, How.PHONE, By.LEAD_CHALLENGER)
    found = search_everything(store, "LADO")
    group = group_named(store, round_, "Group 1")
    store.close()
    assert found == []
    out = tmp_path / "out"
    out.mkdir()
    commands = (
        ["pack", "export", str(path), "--group", group.name, "--for", "coordinator"],
        ["report", str(path), "--authority", "Kent"],
        ["backup", str(path)],
    )
    pack, report, backup = commands
    assert main([*pack, "--not-encrypted", "--out", str(out / "group.pcpack")]) == 0
    assert main([*report, "--out", str(out)]) == 0
    assert main(backup) == 0
    return home, [path, *(each for each in out.rglob("*") if each.is_file())]


def test_no_trace_is_left_but_in_its_own_file(made, capfd):
    home, files = made
    (kept,) = (home / "concerns").iterdir()
    others = [each for each in home.rglob("*") if each.is_file() and each != kept]
    assert {each.suffix for each in files} >= {".pcw", ".pcpack", ".pdf"}
    assert any("backups" in each.parts for each in others)
    assert TRACES[0] in kept.read_bytes()
    told = [f"{each.name} holds {trace!r}" for each in (*files, *others) for trace in TRACES if trace in bytes_of(each)]
    assert told == []
    assert not any(trace.decode() in "".join(capfd.readouterr()) for trace in TRACES)
