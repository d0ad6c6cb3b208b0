"""The feedback report: what each page says, what never prints, and that anybody can read it."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit, remove
from peer_challenge.domain.choices import FindingKind, FindingState, LinkedTo
from peer_challenge.domain.records import Record
from peer_challenge.reports.document import Document
from peer_challenge.reports.feedback_report import feedback_document
from peer_challenge.reports.page_one import page_one
from peer_challenge.reports.pdf import pages_of, render
from peer_challenge.reports.wording import in_a_sentence, listed
from peer_challenge.services import actions, asks_offers, findings, report_life, submissions
from peer_challenge.services.feedback import FeedbackView, feedback_of
from peer_challenge.storage.store import Store
from tests.builders import MEETING, Triad, a_finding, a_sef, a_triad_that_met
from tests.reports.golden import same_as_golden
from tests.reports.reading import TaggedFile, failures, model_words

STRENGTH, CONSIDERATION = FindingKind.STRENGTH, FindingKind.CONSIDERATION
HOSTILE = (
    "<b>bold</b> &amp; <img src='x'/> {0} %s \x00\x07 \u202eright to left\u202c \u200b 😀 中文 ŵŷ "
    "=HYPERLINK('x') \\n <para></para> ]]> " + "W" * 400
)


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


def view_of(store: Store, triad: Triad) -> FeedbackView:
    return feedback_of(store, triad.challenges[0])


def document_of(store: Store, triad: Triad) -> Document:
    return feedback_document(view_of(store, triad))


def said(store: Store, triad: Triad) -> str:
    return " ".join(model_words(document_of(store, triad)))


def first_page(data: bytes) -> str:
    return " ".join(TaggedFile(data).marked[0].values())


def page_texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def checked(document: Document) -> bytes:
    """Return the file, having checked that it is PDF/UA-1 and is read out as the document says."""
    data = render(document)
    assert failures(data) == []
    assert TaggedFile(data).words == model_words(document)
    return data


@pytest.mark.parametrize("host", ["kent", "bracknell-forest", "west-sussex"])
def test_three_reports_of_the_demo_read_as_they_should(demo_files: Path, host: str) -> None:
    data = (demo_files / "reports" / f"{host}-feedback.pdf").read_bytes()
    assert failures(data) == []
    same_as_golden(data, f"{host}-feedback.txt")


def test_every_report_of_the_demo_fits_its_pages(demo_files: Path) -> None:
    for path in (demo_files / "reports").glob("*-feedback.pdf"):
        pages = PdfReader(path).pages
        assert 3 <= len(pages) <= 6, path.name
        assert "How the challenge was made" in pages[1].extract_text(), "page one stands alone"
        assert len(pages[-1].extract_text().split()) > 60, f"{path.name} ends with a few lines"


def test_what_a_reader_may_not_see_never_prints(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "The team said this.")
    a_finding(store, triad, "CANARY proposed", state=FindingState.PROPOSED)
    a_finding(store, triad, "CANARY parked", state=FindingState.PARKED)
    a_sef(store, triad, shared_on=None)
    words = said(store, triad)
    assert "The team said this." in words
    assert "CANARY" not in words
    assert "version 1." not in words
    assert "The SEF was not shared. The team worked from what it heard on the day." in words


def test_a_withdrawn_sef_prints_no_more(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "The team said this.")
    sef = a_sef(store, triad, shared_on=MEETING - timedelta(days=9))
    assert "Statement of version 1." in said(store, triad)
    assert "was shared with the group 9 days before the session" in said(store, triad)
    store.apply(submissions.withdraw(store, sef))
    words = said(store, triad)
    for gone in ("Statement of version 1", "Challenge of version 1", "Audit of version 1", "9 days before"):
        assert gone not in words
    assert "Its self-evaluation (SEF) has been withdrawn." in words


def test_each_finding_prints_its_basis(store: Store, triad: Triad) -> None:
    sef = a_sef(store, triad, shared_on=MEETING)
    one, two = a_finding(store, triad, "One."), a_finding(store, triad, "Two.")
    claim, audit = store.find(r.Claim, submission=sef)[0], store.find(r.Evidence, submission=sef)[0]
    store.apply(findings.link_to_finding(store, one, LinkedTo.CLAIM, [claim.id]))
    store.apply(findings.link_to_finding(store, two, LinkedTo.EVIDENCE, [audit.id]))
    store.apply(findings.link_to_finding(store, two, LinkedTo.CLAIM, [claim.id]))
    words = said(store, triad)
    assert "One. Rests on the SEF; no audit seen." in words
    assert "Two. Rests on the SEF and an audit." in words
    assert "How many of the 2 findings rest on each kind of source; 1 rests on more than one." in words


def test_draft_and_final_differ_in_what_is_asked(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "One.")
    draft = checked(document_of(store, triad))
    assert "Check the facts in this draft and send any corrections to Medway, the lead challenger" in first_page(draft)
    assert "Due on 26 November 2026, within 10 working days" in said(store, triad)
    store.apply(report_life.issue_final(store, triad.challenges[0], "0" * 64))
    final = checked(document_of(store, triad))
    for page in page_texts(final):
        assert "Draft" not in page
    for page in page_texts(draft):
        assert "Draft" in page
    assert "Agree what to do about the areas for consideration" in first_page(final)


@pytest.mark.parametrize("count", [1, 3, 5])
@pytest.mark.parametrize("length", [60, 400, 1500])
def test_page_one_never_overflows(store: Store, triad: Triad, count: int, length: int) -> None:
    sentence = "Managers read a sample of audits each month and tell the team what they learned. "
    text = (sentence * 30)[: length - 1] + "."
    for kind in (STRENGTH, CONSIDERATION):
        for _ in range(count):
            a_finding(store, triad, text, kind)
    for _ in range(count):
        store.apply(actions.add_action(store, triad.challenges[0], text, "Head of Quality Assurance", MEETING))
    view = view_of(store, triad)
    blocks = page_one(view)
    assert pages_of(blocks) == 1
    data = render(feedback_document(view))
    assert "How the challenge was made" in page_texts(data)[1]
    cut = "ontinues inside" in first_page(data)
    assert cut == (length * min(count, 3) > 1000), "only what does not fit is cut"
    if count == 5:
        assert "Inside as well: 2 strengths and 2 areas for consideration." in first_page(data)
        assert "2 more next steps are inside." in first_page(data)


def test_a_point_is_cut_where_a_sentence_ends(store: Store, triad: Triad) -> None:
    for kind in (STRENGTH, CONSIDERATION):
        for _ in range(3):
            a_finding(store, triad, "Short and whole, as it should be. " + "Then it goes on and on " * 60, kind)
    page = first_page(render(document_of(store, triad)))
    assert page.count("… (continues inside)") + page.count("(Continues inside.)") == 6


def test_an_empty_challenge_is_a_readable_report(store: Store) -> None:
    triad = a_triad_that_met(store, met=False)
    page = first_page(checked(document_of(store, triad)))
    assert "Medway and Slough challenge Kent on quality assurance in a session on 12 November 2026." in page
    assert "No strength has been agreed yet." in page


def test_a_challenge_with_nothing_around_it(store: Store, triad: Triad) -> None:
    for kind in (r.Session, r.Duty, r.LineOfEnquiry):
        store.apply(remove("Remove", *store.find(kind)))
    data = checked(document_of(store, triad))
    assert "The group challenge" in first_page(data)


def test_three_hundred_findings(store: Store, triad: Triad) -> None:
    kinds = list(FindingKind)
    store.apply(
        add(
            "Many",
            *(
                r.Finding(
                    id=store.new_id(),
                    challenge=triad.challenges[0],
                    line=triad.lines[n % 2],
                    kind=kinds[n % len(kinds)],
                    text=f"Finding {n} " + "says what was seen and heard. " * (n % 7 + 1),
                    state=FindingState.AGREED,
                )
                for n in range(300)
            ),
        )
    )
    text = TaggedFile(checked(document_of(store, triad))).root.text
    assert all(f"Finding {n} " in text for n in range(300))


def test_hostile_text_in_every_field_is_plain_text(store: Store, triad: Triad) -> None:
    a_sef(store, triad, shared_on=MEETING)
    for kind in FindingKind:
        a_finding(store, triad, "text", kind)
    store.apply(actions.add_action(store, triad.challenges[0], "text", "role", MEETING))
    for kind in asks_offers.AskOrOffer:
        store.apply(asks_offers.ask_or_offer(store, triad.challenges[0], triad.hosts[0], kind, "text"))
    _make_hostile(store)
    document = document_of(store, triad)
    data = render(document)
    assert failures(data) == []
    text = TaggedFile(data).root.text
    assert text.count("<b>bold</b> &amp; <img src='x'/> {0} %s") > 15


def _make_hostile(store: Store) -> None:
    kinds: list[type[Record]] = [r.Authority, r.Round, r.Framework, r.Group, r.LineOfEnquiry, r.Session, r.Finding]
    kinds += [r.Claim, r.Answer, r.Evidence, r.Action, r.AskOffer]
    skipped = {"zone", "position", "key", "valid_from", "gss_code"}
    for kind in kinds:
        for each in store.find(kind):
            texts = {
                name: HOSTILE
                for name in each.__dataclass_fields__
                if type(getattr(each, name)) is str and name not in skipped
            }
            store.apply(edit("Be hostile", each, **texts))


def test_drafts_of_equal_content_are_equal_bytes(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "One.")
    assert render(document_of(store, triad)) == render(document_of(store, triad))


def test_a_title_opens_small_unless_it_is_an_abbreviation() -> None:
    assert [in_a_sentence(title) for title in ("Quality assurance", "QA framework", "")] == [
        "quality assurance",
        "QA framework",
        "",
    ]
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
