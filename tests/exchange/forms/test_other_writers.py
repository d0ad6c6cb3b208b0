"""The Word form opened, filled and saved by LibreOffice as an independent writer."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document
from docx.oxml.ns import qn

from peer_challenge.exchange.forms.placing import mark_of, placed
from peer_challenge.exchange.forms.word_form import word_form
from peer_challenge.exchange.forms.word_reading import read_word
from peer_challenge.services.sef_forms import FormView, form_view
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round

pytestmark = pytest.mark.slow
OFFICE = shutil.which("soffice")
TO_FILL = "We hear little from fathers."


@pytest.fixture
def form(store: Store) -> FormView:
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed here")
    return form_view(store, south_east_round(store), authority_id(store, "Kent"))


def written_again(path: Path, kind: str) -> Path:
    """Have LibreOffice open a document and save it as another kind."""
    assert OFFICE is not None
    out = path.parent / f"as-{kind}"
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    words = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    return out / f"{path.stem}.{kind}"


@pytest.mark.parametrize("ways", [("docx",), ("odt", "docx"), ("doc", "docx"), ("rtf", "docx")])
def test_the_form_is_known_and_read_after_another_program_wrote_it(
    form: FormView, tmp_path: Path, ways: tuple[str, ...]
) -> None:
    first = form.lines[0]
    filled = replace(first, said=first.said | {"text": "Audits lead to change.\nAnd to learning.", "plans": "More."})
    path = tmp_path / "form.docx"
    path.write_bytes(word_form(replace(form, lines=(filled, *form.lines[1:]))))
    for kind in ways:
        path = written_again(path, kind)
    document = Document(str(path))
    cells = document.tables[0].rows[1].cells
    cells[0].text, cells[2].text = "We audit.", "Better plans"
    boxes = [each for each in document.element.body.iter(qn("w:t")) if each.text == "Write here."]
    boxes[-1].text = TO_FILL
    document.save(str(path))
    reading = read_word(path)
    found = placed(path.name, reading, form.shape)
    assert mark_of(reading) == form.mark
    said: dict[tuple[UUID, str], str] = {(each.part, each.key): each.text for each in found.texts}
    assert said[first.id, "text"] == "Audits lead to change.\nAnd to learning."
    assert said[first.id, "plans"] == "More."
    assert said[form.lines[-1].id, "offers"] == TO_FILL
    assert found.unplaced == ()
    assert [(each.part, each.said["text"], each.said["impact"]) for each in found.rows] == [
        (first.id, "We audit.", "Better plans")
    ]
