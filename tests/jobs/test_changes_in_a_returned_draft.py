"""A draft that came back with plain edits, no change tracked: nothing that the host changed is lost."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import docx.document
import pytest
from docx.text.paragraph import Paragraph

from peer_challenge.domain.choices import FindingKind, ReportState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Correction
from peer_challenge.jobs.accuracy import preview_returned_draft
from peer_challenge.jobs.reports import Wanted, report_of
from peer_challenge.reports.formats import Format
from peer_challenge.services import corrections, report_life
from peer_challenge.services.draft_returned import Preview
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_sef, a_triad_that_met

AUDITS = "Managers read every audit within a week and say what follows from it."
VOICE = "Children’s own words reach the quality board only through complaints."
BETTER, OTHER = AUDITS.replace("a week", "ten working days"), AUDITS.replace("a week", "a month")


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad_that_met(store)
    a_sef(store, made, shared_on=date(2026, 10, 20))
    a_finding(store, made, AUDITS)
    a_finding(store, made, VOICE, FindingKind.CONSIDERATION)
    store.apply(report_life.move_report_on(store, made.challenges[0], ReportState.WITH_HOST))
    return made


@pytest.fixture
def draft(store: Store, triad: Triad, tmp_path: Path) -> Path:
    path = tmp_path / "draft.docx"
    path.write_bytes(report_of(store, triad.challenges[0], Wanted(form=Format.WORD)))
    return path


@pytest.fixture
def returned(store: Store, triad: Triad, draft: Path) -> Callable[..., Preview]:
    """Read the draft back after each (nth paragraph that holds these words, words, other words) was typed."""

    def read(*typed: tuple[int, str, str]) -> Preview:
        word = docx.Document(str(draft))
        wanted = [(_holding(word, old)[nth], old, new) for nth, old, new in typed]
        for paragraph, old, new in wanted:
            paragraph.text = paragraph.text.replace(old, new)
        word.save(str(draft))
        return preview_returned_draft(store, triad.challenges[0], draft)

    return read


def _holding(word: docx.document.Document, words: str) -> list[Paragraph]:
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    every = [*word.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    return [each for each in every if words in each.text]


@pytest.mark.parametrize("place", [0, 1])
def test_a_sentence_changed_in_one_of_its_two_places_is_one_correction(returned, place: int) -> None:
    found = returned((place, AUDITS, BETTER))
    assert [(each.quoted, each.proposed) for each in found.new] == [(AUDITS, BETTER)]
    assert found.unplaced == ()


def test_a_sentence_changed_alike_in_both_is_one_correction_and_otherwise_two(returned) -> None:
    assert [each.proposed for each in returned((0, AUDITS, BETTER), (1, AUDITS, BETTER)).placed] == [BETTER]
    two = returned((0, BETTER, OTHER))
    assert sorted(each.proposed for each in two.placed) == sorted([BETTER, OTHER])
    assert two.unplaced == ()


def test_a_sentence_taken_out_in_one_place_or_written_quite_otherwise_there_is_said(returned) -> None:
    (gone,) = returned((0, AUDITS, "")).new
    assert (gone.quoted, gone.proposed, bool(gone.comment)) == (AUDITS, "", True)
    found = returned((0, AUDITS, "Wrong!")).new
    assert "Wrong!" in [each.proposed for each in found]


def test_what_the_report_says_of_itself_is_listed_with_both_wordings_and_its_place(store: Store, returned) -> None:
    (found,) = returned((0, "How the challenge was made", "What was done")).new
    assert (found.target, found.quoted, found.proposed) == (None, "How the challenge was made", "What was done")
    store.apply(corrections.bring_in(store, found.challenge, [found]))
    (row,) = corrections.corrections_of(store, found.challenge)
    assert "to read “What was done”" in row.sentence


def test_a_date_and_a_place_in_a_table_are_listed(returned, draft: Path) -> None:
    said = next(each.text for each in _holding(docx.Document(str(draft)), "November 2026") if "from" not in each.text)
    (found,) = returned((0, said, "Oxford County Hall")).new
    assert (found.target, found.quoted, found.proposed) == (None, said, "Oxford County Hall")
    assert found.place


def test_what_a_finding_rests_on_and_a_paragraph_put_in_or_taken_out_are_listed(returned, draft: Path) -> None:
    (note,) = returned((0, "Rests on ", "Depends on ")).new
    assert note.target is None
    assert "Depends on" in note.proposed
    word = docx.Document(str(draft))
    word.paragraphs[-1].insert_paragraph_before("We should like to thank the team.")
    word.save(str(draft))
    assert "We should like to thank the team." in [each.proposed for each in returned().new]


def test_a_draft_in_which_nothing_was_changed_brings_nothing(returned) -> None:
    assert returned() == Preview((), (), 0)


def test_a_comment_is_accepted_only_with_the_new_words(store: Store, triad: Triad) -> None:
    challenge = triad.challenges[0]
    said = next(each for each in corrections.sentences(store, challenge) if each.text == VOICE)
    store.apply(corrections.propose(store, challenge, said.id, "", "They also come through the panel."))
    (made,) = store.find(Correction)
    with pytest.raises(UserError, match="Type how the sentence is to read"):
        corrections.accept(store, made.id)
    store.apply(corrections.accept(store, made.id, BETTER))
    assert BETTER in [each.text for each in corrections.sentences(store, challenge)]
