"""The Word draft that the host sends back: tracked changes and comments become corrections beside their sentence."""

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import CorrectionState, FindingKind, ReportState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Action, Correction, Finding
from peer_challenge.jobs.accuracy import preview_returned_draft
from peer_challenge.jobs.reports import Wanted, issue_report, report_of
from peer_challenge.reports.formats import Format
from peer_challenge.services import corrections, report_life
from peer_challenge.services.draft_returned import NOT_THERE, TAKEN_OUT, Preview
from peer_challenge.services.feedback import feedback_of
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_sef, a_triad_that_met

AUDITS = "Managers read every audit within a week and say what follows from it."
VOICE = "Children’s own words reach the quality board only through complaints."


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad_that_met(store)
    a_sef(store, made, shared_on=date(2026, 10, 20))
    a_finding(store, made, AUDITS)
    a_finding(store, made, VOICE, FindingKind.CONSIDERATION)
    store.apply(report_life.move_report_on(store, made.challenges[0], ReportState.WITH_HOST))
    return made


@pytest.fixture
def kent(triad: Triad):
    return triad.challenges[0]


@pytest.fixture
def returned(store: Store, kent, tmp_path: Path) -> Callable[..., Preview]:
    """Read the draft back after something was done to each paragraph that holds `words`."""

    def read(words: str = "", change: Callable[[Paragraph], object] | None = None) -> Preview:
        path = tmp_path / "draft.docx"
        path.write_bytes(report_of(store, kent, Wanted(form=Format.WORD)))
        word = docx.Document(str(path))
        for each in word.paragraphs:
            if change is not None and words in each.text:
                change(each)
        word.save(str(path))
        return preview_returned_draft(store, kent, path)

    return read


def tracked(words: str, instead: str) -> Callable[[Paragraph], None]:
    """Strike `words` out and put others in, as Word tracks it, with the run split as Word splits it."""

    def change(paragraph: Paragraph) -> None:
        run = next(each for each in paragraph.runs if words in each.text)
        before, _, after = run.text.partition(words)
        taken_out, put_in, tail = copy.deepcopy(run._r), copy.deepcopy(run._r), copy.deepcopy(run._r)
        run.text = before
        last = run._r
        for name, inner, text in (("w:del", taken_out, words), ("w:ins", put_in, instead), ("", tail, after)):
            for each in inner.findall(qn("w:t")):
                inner.remove(each)
            said = OxmlElement("w:delText" if name == "w:del" else "w:t")
            said.text = text
            said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            inner.append(said)
            outer = inner
            if name:
                outer = OxmlElement(name)
                outer.set(qn("w:author"), "A. Person")
                outer.append(inner)
            last.addnext(outer)
            last = outer

    return change


def commented(said: str) -> Callable[[Paragraph], None]:
    def change(paragraph: Paragraph) -> None:
        paragraph.part.document.add_comment(paragraph.runs, text=said, author="A. Person")

    return change


def typed_over(text: str) -> Callable[[Paragraph], None]:
    def change(paragraph: Paragraph) -> None:
        paragraph.text = text

    return change


def only(preview: Preview) -> Correction:
    assert preview.unplaced == ()
    (found,) = preview.placed
    return found


def test_a_small_number_printed_otherwise_is_no_correction(store: Store, triad: Triad, kent, returned) -> None:
    a_finding(store, triad, "Three children were asked by one manager about the plan that was made for them.")
    assert returned().new == ()
    found = only(returned("Fewer than 5 children were asked", tracked("one manager", "two managers")))
    assert found.target is not None
    store.apply(corrections.bring_in(store, kent, [found]))
    (row,) = corrections.corrections_of(store, kent)
    assert not row.moved_on


def test_a_draft_that_comes_back_untouched_brings_nothing(returned: Callable[..., Preview]) -> None:
    assert returned() == Preview((), (), 0)


def test_a_tracked_change_stands_beside_its_sentence_and_accepting_rewords_it(
    store: Store, kent, returned: Callable[..., Preview]
) -> None:
    found = only(returned(AUDITS, tracked("a week", "ten working days")))
    better = AUDITS.replace("a week", "ten working days")
    assert (found.quoted, found.proposed, found.comment) == (AUDITS, better, "")
    before = store.number()
    assert store.find(Correction) == []
    store.apply(corrections.bring_in(store, kent, [found]))
    assert store.number() > before
    assert returned(AUDITS, tracked("a week", "ten working days")) == Preview((), (), 1)
    store.apply(corrections.accept(store, found.id))
    assert better in [each.text for each in store.find(Finding)]
    assert [each.state for each in store.find(Correction)] == [CorrectionState.ACCEPTED]
    store.undo()
    assert AUDITS in [each.text for each in store.find(Finding)]


def test_a_comment_stands_beside_its_sentence_without_who_wrote_it(returned: Callable[..., Preview]) -> None:
    found = only(returned(VOICE, commented("They also come through the panel.")))
    assert (found.quoted, found.proposed, found.comment) == (VOICE, "", "They also come through the panel.")
    assert "A. Person" not in repr(found)


def test_a_sentence_typed_over_with_tracking_off_is_found_by_its_likeness(returned: Callable[..., Preview]) -> None:
    better = VOICE.replace("only through complaints", "through complaints and the panel")
    found = only(returned(VOICE, typed_over(better)))
    assert (found.quoted, found.proposed) == (VOICE, better)


def test_a_sentence_struck_out_and_one_that_is_gone_are_said(returned: Callable[..., Preview]) -> None:
    assert only(returned(VOICE, tracked(VOICE, ""))).comment == TAKEN_OUT
    assert only(returned(VOICE, typed_over(""))).comment == NOT_THERE


def test_what_cannot_be_placed_is_listed_with_where_it_stood(store: Store, kent, returned) -> None:
    preview = returned("Nothing was agreed under", commented("We had hoped for one."))
    assert [each.comment for each in preview.unplaced] == ["We had hoped for one."]
    assert preview.unplaced[0].place.startswith("2. ")
    assert preview.unplaced[0].quoted == "Nothing was agreed under this line of enquiry."
    store.apply(corrections.bring_in(store, kent, preview.new))
    (row,) = corrections.corrections_of(store, kent)
    assert row.what == preview.unplaced[0].place
    assert "We had hoped for one." in row.sentence


def test_a_draft_sent_before_the_last_wording_is_still_placed_and_not_taken_for_a_correction(
    store: Store, kent, tmp_path: Path
) -> None:
    path = tmp_path / "old.docx"
    path.write_bytes(report_of(store, kent, Wanted(form=Format.WORD)))
    finding = next(each for each in store.find(Finding) if each.text == AUDITS)
    store.apply(edit("Reword", finding, text="Managers read most audits."))
    assert preview_returned_draft(store, kent, path) == Preview((), (), 0)
    word = docx.Document(str(path))
    for each in word.paragraphs:
        if AUDITS in each.text:
            tracked("a week", "ten days")(each)
    word.save(str(path))
    found = only(preview_returned_draft(store, kent, path))
    store.apply(corrections.bring_in(store, kent, [found]))
    assert corrections.corrections_of(store, kent)[0].moved_on
    with pytest.raises(UserError, match="was changed since"):
        corrections.accept(store, found.id)
    store.apply(corrections.accept(store, found.id, "Managers read most audits within ten days."))
    assert store.need(Finding, finding.id).text == "Managers read most audits within ten days."


def test_another_document_is_refused(store: Store, triad: Triad, kent, tmp_path: Path) -> None:
    path = tmp_path / "minutes.docx"
    word = docx.Document()
    word.add_paragraph("Minutes of something else altogether.")
    word.save(str(path))
    with pytest.raises(UserError, match="No sentence of this report"):
        preview_returned_draft(store, kent, path)
    path.write_bytes(b"no Word file")
    with pytest.raises(UserError, match="could not be read"):
        preview_returned_draft(store, kent, path)


def test_a_declined_correction_keeps_its_reason_and_may_be_printed_where_a_dispute_stays(
    store: Store, kent, returned: Callable[..., Preview]
) -> None:
    found = only(returned(VOICE, commented("They also come through the panel.")))
    store.apply(corrections.bring_in(store, kent, [found]))
    with pytest.raises(UserError, match="1 correction is not answered"):
        issue_report(store, kent)
    with pytest.raises(UserError, match="Say why"):
        corrections.decline(store, found.id, " ")
    with pytest.raises(UserError, match="only where a correction was declined"):
        corrections.print_comment(store, found.id, True)
    store.apply(corrections.decline(store, found.id, "The team was shown no panel paper."))
    store.apply(corrections.print_comment(store, found.id, True))
    view = feedback_of(store, kent)
    comments = {each.text: each.host_comments for each in view.findings}
    assert comments == {AUDITS: (), VOICE: ("They also come through the panel.",)}
    assert (view.checked.accepted, view.checked.declined) == (0, 1)
    issue_report(store, kent)
    with pytest.raises(UserError, match="report is final"):
        corrections.print_comment(store, found.id, False)


def test_a_short_next_step_is_not_found_within_another_paragraph(
    store: Store, triad: Triad, kent, returned: Callable[..., Preview]
) -> None:
    store.apply(add("Add", Action(id=store.new_id(), challenge=kent, authority=triad.hosts[0], text="the team")))
    (found,) = returned("It should name no child", commented("Whom do we tell?")).new
    assert found.target is None
    assert "It should name no child" in found.quoted


def test_a_correction_given_by_telephone_is_noted_by_hand(store: Store, triad: Triad, kent) -> None:
    action = Action(id=store.new_id(), challenge=kent, authority=triad.hosts[0], text="Meet the panel")
    store.apply(add("Add action", action))
    with pytest.raises(UserError, match="Type the wording"):
        corrections.propose(store, kent, action.id, " ")
    store.apply(corrections.propose(store, kent, action.id, "Meet the panel in May"))
    with pytest.raises(UserError, match="in the list already"):
        corrections.propose(store, kent, action.id, "Meet the panel in May")
    (row,) = corrections.corrections_of(store, kent)
    assert row.sentence == "Proposed, Next step: “Meet the panel” to read “Meet the panel in May”"
    store.apply(corrections.accept(store, row.id))
    assert store.need(Action, action.id).text == "Meet the panel in May"
