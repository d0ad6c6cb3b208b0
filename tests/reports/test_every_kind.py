"""Every kind of document, whatever the round file holds: PDF/UA-1, and its words are the document's, in order."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from peer_challenge.jobs.reports import issue_report
from peer_challenge.reports import html, word
from peer_challenge.reports.pdf import render
from peer_challenge.services.rounds import latest_round
from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.queries.feedback import hosts_of
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met
from tests.reports.every_kind import a_draft_sef, a_full_triad, a_huge_triad, checked, every_document, say_everywhere
from tests.reports.html_reading import Page
from tests.reports.html_reading import faults as page_faults
from tests.reports.reading import TaggedFile, failures
from tests.reports.strategies import texts
from tests.reports.word_reading import WordFile
from tests.reports.word_reading import faults as word_faults

HOSTILE = "<b>&amp;</b> \x00 {0} %s 😀 ŵŷ ąćę \u202eright to left\u202c ]]> " + "W" * 300
relaxed = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "derandomize": True,
    "phases": (Phase.explicit, Phase.generate),  # a failure is told at once: each attempt to shorten it takes seconds
}


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Triad]]:
    """A round file with something of everything, whose words the tests write anew."""
    store = create_store(tmp_path_factory.mktemp("full") / "round.pcw")
    triad = a_triad_that_met(store)
    a_full_triad(store, triad)
    a_draft_sef(store, triad)
    a_finding(store, triad, "Of Medway.", host=1)
    issue_report(store, triad.challenges[1])
    yield store, triad
    store.close()


def test_of_an_empty_challenge(store: Store) -> None:
    for _, document in every_document(store, a_triad_that_met(store, met=False).challenges[0]):
        checked(document)


def test_of_a_huge_challenge(store: Store, triad: Triad) -> None:
    a_huge_triad(store, triad)
    for _, document in every_document(store, triad.challenges[0]):
        checked(document)


def test_of_the_demo(demo_files: Path, tmp_path: Path) -> None:
    store = open_store(Path(shutil.copy(demo_files / "demo.pcw", tmp_path / "demo.pcw")))
    for each in hosts_of(store, latest_round(store).id)[::9]:
        for _, document in every_document(store, each.id):
            checked(document)
    store.close()


SMALL = "We spoke with 3 children, and one family told us more."


def test_no_figure_that_may_point_to_a_child_is_printed_anywhere(full: tuple[Store, Triad]) -> None:
    store, triad = full
    say_everywhere(store, [SMALL])
    for name, document in every_document(store, triad.challenges[0]):
        for said in (
            TaggedFile(render(document)).words,
            Page(html.render(document)).words,
            WordFile(word.render(document)).words,
        ):
            printed = " ".join(said)
            assert "fewer than 5 children" in printed, name
            assert not re.search("3 children|(?i:one) family", printed), name


def test_of_hostile_words(full: tuple[Store, Triad]) -> None:
    store, triad = full
    say_everywhere(store, [HOSTILE])
    for name, document in every_document(store, triad.challenges[0]):
        data = render(document)
        assert failures(data) == []
        assert "<b>&amp;</b> {0} %s" in " ".join(TaggedFile(data).root.text.split()), name
        assert page_faults(html.render(document)) == []
        assert word_faults(WordFile(word.render(document))) == []


def _says(full: tuple[Store, Triad], said: list[str]) -> None:
    store, triad = full
    say_everywhere(store, said)
    for _, document in every_document(store, triad.challenges[0]):
        checked(document)


some_texts = st.lists(st.one_of(texts, texts.map(lambda text: f"Words {text}")), min_size=1, max_size=25)


@given(some_texts)
@settings(max_examples=10, **relaxed)
def test_of_any_words(full: tuple[Store, Triad], said: list[str]) -> None:
    _says(full, said)


@pytest.mark.slow
@given(some_texts)
@settings(max_examples=60, **relaxed)
def test_of_very_many_words(full: tuple[Store, Triad], said: list[str]) -> None:
    _says(full, said)
