"""Files are let in by kind, looked into, and kept by their hash."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.services import attachments
from peer_challenge.storage.store import Store


def zipped(*names: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


GOOD = {
    "sef.pdf": b"%PDF-1.7\n",
    "sef.PDF": b"%PDF-1.4\n",
    "sef.docx": zipped("[Content_Types].xml", "word/document.xml"),
    "data.xlsx": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "data.csv": "Ysgol,cyfanswm\nŵ,1\n".encode("cp1252", "replace"),
    "letter.txt": "Café".encode(),
    "chart.png": b"\x89PNG\r\n\x1a\n...",
    "photo.jpg": b"\xff\xd8\xff\xe0...",
}


@pytest.mark.parametrize("name", GOOD)
def test_the_kinds_councils_use_are_kept(store: Store, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(GOOD[name])
    kept = attachments.keep_file(store, file)
    assert (kept.name, kept.sha256) == (name, sha256(GOOD[name]).hexdigest())
    assert attachments.kept_bytes(store, kept.sha256) == GOOD[name]
    attachments.save_copy(store, kept.sha256, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == GOOD[name]


@pytest.mark.parametrize("name", ["run.exe", "old.doc", "macros.docm", "page.html", "picture.svg", "noending"])
def test_other_kinds_stay_outside(store: Store, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.7")
    with pytest.raises(UserError, match=f"{name} cannot be attached. Attach a PDF, a Word document"):
        attachments.keep_file(store, file)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sef.pdf", b"MZ\x90\0"),
        ("sef.docx", zipped("xl/workbook.xml")),
        ("sef.docx", b"%PDF-1.7"),
        ("data.xlsx", zipped("word/document.xml")),
        ("data.csv", b"a,b\0c"),
        ("chart.png", b"\xff\xd8\xff\xe0"),
        ("photo.jpg", b"GIF89a"),
    ],
)
def test_a_file_must_be_what_its_name_says(store: Store, tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UserError, match="whatever its name says"):
        attachments.keep_file(store, file)


def test_large_empty_and_missing_files_are_told(store: Store, tmp_path: Path) -> None:
    large, empty = tmp_path / "large.pdf", tmp_path / "empty.pdf"
    with large.open("wb") as out:
        out.write(b"%PDF-1.7")
        out.truncate(21 * 1024 * 1024)
    empty.touch()
    with pytest.raises(UserError, match=r"large.pdf is 21 MB. Attach a file of up to 20 MB"):
        attachments.keep_file(store, large)
    with pytest.raises(UserError, match=r"empty.pdf is empty"):
        attachments.keep_file(store, empty)
    with pytest.raises(UserError, match=r"gone.pdf could not be read") as told:
        attachments.keep_file(store, tmp_path / "gone.pdf")
    assert told.value.exit_code is Exit.CANNOT_READ_OR_WRITE


def test_a_document_this_copy_does_not_hold_is_told(store: Store) -> None:
    with pytest.raises(UserError, match="does not hold it"):
        attachments.kept_bytes(store, "ab" * 32)
