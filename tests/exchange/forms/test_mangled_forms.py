"""Two hundred mangled forms: each is read, and every sentence is placed, listed or said to be struck out."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

import resources
from peer_challenge.exchange.forms.placing import placed
from peer_challenge.exchange.forms.word_form import word_form
from peer_challenge.exchange.forms.word_reading import read_word
from peer_challenge.services.attachments import KeptFile
from peer_challenge.services.filled_forms import FilledForm, take_form
from peer_challenge.services.sef_forms import FormStatement, FormView, form_view
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round
from tests.exchange.forms.mangling import mangled

FILES = sorted(each for each in resources.path("demo").glob("*.toml") if each.stem != "round")
FAST, ALL = 50, 200


def squash(text: str) -> str:
    return " ".join(text.split())


def filled_view(store: Store, form: FormView, file: Path) -> tuple[FormView, list[str]]:
    """Return a form filled with an authority's sample SEF, and the texts it says."""
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    lines, texts = [], []
    for line, key in zip(form.lines, ("impact", "voice"), strict=True):
        answer = next((each for each in said["answer"] if each["line"] == key), {"text": "", "challenge_us": ""})
        rows = [each for each in said["statement"] if each["line"] == key]
        statements = tuple(
            FormStatement(
                store.new_id(),
                {
                    "text": each["text"],
                    "how_known": each["how_known"],
                    "impact": each["impact"],
                    "evidence": "",
                    "confidence": "",
                },
            )
            for each in rows
        )
        fields = line.said | {"text": answer["text"].strip(), "challenge_us": answer["challenge_us"]}
        texts += [part for text in fields.values() for part in text.split("\n") if part.strip()]
        texts += [text for each in statements for text in each.said.values() if text]
        lines.append(replace(line, said=fields, statements=statements))
    return replace(form, lines=tuple(lines)), texts


@pytest.fixture
def kent(store: Store) -> tuple[UUID, UUID]:
    return south_east_round(store), authority_id(store, "Kent")


def words_of(form: FilledForm) -> str:
    placed_words = [each.text for each in form.texts] + [text for row in form.rows for text in row.said.values()]
    return squash(" ".join([*placed_words, *(each.text for each in form.unplaced)]))


def read_all(store: Store, kent: tuple[UUID, UUID], tmp_path: Path, seeds: range) -> list[str]:
    """Read a mangled form a seed; return what was lost, invented or not kept, in words."""
    empty = form_view(store, *kent)
    forms = []
    for each in FILES[:: max(1, len(FILES) * 2 // len(seeds))]:
        view, texts = filled_view(store, empty, each)
        forms.append((word_form(view), texts))
    wrong = []
    for seed in seeds:
        it = mangled(*forms[seed % len(forms)], seed)
        form = placed("x.docx", read_word(it.saved(tmp_path / "x.docx")), empty.shape)
        words = words_of(form)
        kept = squash(" ".join(_strings(take_form(store, *kent, form, KeptFile("0", "x.docx")))))
        name = f"{seed} {it.done}"
        wrong += [f"{name} lost: {each}" for each in it.expected if squash(each) not in words]
        wrong += [f"{name} not kept: {each}" for each in it.expected if squash(each) not in kept]
        wrong += [f"{name} kept what was struck out: {each}" for each in it.struck if each in words]
    return wrong


def _strings(act: object) -> list[str]:
    records = [each.after for each in act.changes]  # type: ignore[attr-defined]
    return [
        text
        for record in records
        for name in record.__dataclass_fields__
        if isinstance(text := getattr(record, name), str)
    ]


def test_every_sentence_of_mangled_forms_is_placed_or_listed(
    store: Store, kent: tuple[UUID, UUID], tmp_path: Path
) -> None:
    assert read_all(store, kent, tmp_path, range(FAST)) == []


@pytest.mark.slow
def test_every_sentence_of_two_hundred_mangled_forms_is_placed_or_listed(
    store: Store, kent: tuple[UUID, UUID], tmp_path: Path
) -> None:
    assert read_all(store, kent, tmp_path, range(FAST, ALL)) == []


def test_the_rig_sees_a_reader_that_loses_tables(
    store: Store, kent: tuple[UUID, UUID], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check that cannot fail is a defect."""
    from peer_challenge.exchange.forms.placing import Placer

    def lose(*_: object) -> None:
        return None

    take: Callable[..., None] = lose
    monkeypatch.setattr(Placer, "take_grid", take)
    assert any("lost" in each for each in read_all(store, kent, tmp_path, range(4)))
