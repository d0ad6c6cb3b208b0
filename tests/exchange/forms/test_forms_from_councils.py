"""Two hundred forms mangled by somebody who had not seen the reader: every sentence is placed, or listed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Round
from peer_challenge.jobs.round_forms import look_at
from peer_challenge.jobs.sef_forms import Look, write_form
from peer_challenge.services.authorities import find_authority
from peer_challenge.storage.opening import open_store
from peer_challenge.storage.store import Store
from tests.hostile.mangled_forms import Mangled, mangled_forms
from tests.hostile.mangled_parts import visible


@dataclass(frozen=True)
class Kent:
    """The authority whose forms come back, in the round they were made in."""

    store: Store
    round: UUID
    id: UUID

    def sent(self, folder: Path) -> tuple[bytes, bytes]:
        """Return its forms as they go out: Word, Excel."""
        paths = [write_form(self.store, self.round, self.id, folder, kind).path for kind in ("docx", "xlsx")]
        return paths[0].read_bytes(), paths[1].read_bytes()

    def look(self, folder: Path, form: Mangled) -> Look:
        """Look at a form that Kent sent back."""
        path = folder / f"form{form.suffix}"
        path.write_bytes(form.content)
        return look_at(self.store, self.round, path, self.id)


@pytest.fixture
def kent(demo_files: Path, tmp_path: Path) -> Iterator[Kent]:
    store = open_store(Path(shutil.copy(demo_files / "demo.pcw", tmp_path / "kent.pcw")))
    yield Kent(store, store.find(Round)[-1].id, find_authority(store, "Kent").id)
    store.close()


def read(kent: Kent, forms: list[Mangled], folder: Path) -> list[str]:
    """Read every form; return what was lost of each, or came back though it was struck out."""
    wrong = []
    for form in forms:
        try:
            look = kent.look(folder, form)
        except UserError as problem:
            wrong.append(f"{form.name} refused: {problem.sentence}")
            continue
        words = words_of(look)
        wrong += [f"{form.name} lost: {said}" for said in form.said if visible(said) not in words]
        wrong += [f"{form.name} brought back: {struck}" for struck in form.struck if visible(struck) in words]
        wrong += [f"{form.name} taken for no form" for _ in form.said[:1] if look.preview is None]
    return wrong


def words_of(look: Look) -> str:
    """Return everything that was placed or listed."""
    assert look.filled is not None
    told = [each.text for each in (*look.filled.texts, *look.filled.unplaced)]
    told += [text for row in look.filled.rows for text in row.said.values()]
    return visible(" ".join(told))


def test_every_sentence_of_two_hundred_forms_is_placed_or_listed(kent: Kent, tmp_path: Path) -> None:
    assert read(kent, list(mangled_forms(*kent.sent(tmp_path))), tmp_path) == []
