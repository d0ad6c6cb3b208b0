"""Every document that a round file gives, by name; and round files that are full, huge, or whose words are drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import cycle

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit_each
from peer_challenge.domain.choices import (
    ActionState,
    AskOrOffer,
    EvidenceKind,
    FindingKind,
    FindingState,
    ReportState,
    Stage,
    SubmissionState,
)
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.jobs.report_kinds import Kind, document_of
from peer_challenge.reports import html, word
from peer_challenge.reports.document import Document
from peer_challenge.reports.feedback_report import feedback_document
from peer_challenge.reports.network_overview import network_document
from peer_challenge.reports.overview_report import overview_document
from peer_challenge.reports.pdf import render
from peer_challenge.reports.proposal_report import proposal_document
from peer_challenge.reports.sef_report import sef_document
from peer_challenge.services import actions, asks_offers, questions, time_spent
from peer_challenge.services.feedback import feedback_of
from peer_challenge.services.overview import overview_of
from peer_challenge.services.proposal import proposal_view
from peer_challenge.services.sef_views import sef_view
from peer_challenge.storage.store import Store
from tests.builders import MEETING, Triad, a_finding, a_sef
from tests.reports.html_reading import Page
from tests.reports.html_reading import faults as page_faults
from tests.reports.reading import TaggedFile, failures, model_words
from tests.reports.word_reading import WordFile
from tests.reports.word_reading import faults as word_faults


def checked(document: Document) -> bytes:
    """Return the PDF, having checked that all three files are good and say what the document says."""
    data = render(document)
    assert failures(data) == []
    assert TaggedFile(data).words == model_words(document)
    page = html.render(document)
    assert page_faults(page) == []
    assert Page(page).words == model_words(document, signs=False, data=True)
    file = WordFile(word.render(document))
    assert word_faults(file) == []
    assert file.words == model_words(document, signs=False, data=True)
    return data


def every_document(store: Store, challenge_id: object) -> Iterator[tuple[str, Document]]:
    """Yield each document there is about one challenge, its round and its plan, drafts and finals, with its name."""
    challenge = store.need(r.Challenge, challenge_id)
    sefs = sorted(
        store.find(r.Submission, round=challenge.round, authority=challenge.host), key=lambda each: each.version
    )
    for kind in Kind:
        if kind is not Kind.SEF:
            yield str(kind), document_of(store, kind, challenge.id)
    for each in sefs:
        made = sef_document(sef_view(store, each.id), store.now())
        yield f"sef version {each.version}{', draft' if made.status else ''}", made
    view = feedback_of(store, challenge.id)
    for state in ReportState:
        yield f"feedback {state}", feedback_document(replace(view, state=state))
    overview = overview_of(store, challenge.round)
    yield "overview for the steering group", overview_document(overview)
    yield "overview for the network", network_document(overview)
    yield "proposal", proposal_document(proposal_view(store, store.need(r.Group, challenge.group).plan))


def a_full_triad(store: Store, triad: Triad) -> None:
    """Put something of everything into a triad's file."""
    a_sef(store, triad, shared_on=MEETING - timedelta(days=20))
    kent, medway, _ = triad.hosts
    challenge = triad.challenges[0]
    for kind in FindingKind:
        a_finding(store, triad, f"A {kind.words.lower()} in words.", kind)
    considered = a_finding(store, triad, "Another to consider.", FindingKind.CONSIDERATION)
    step = actions.add_action(store, challenge, "Do it.", "Head of QA", MEETING, finding=considered)
    store.apply(step)
    store.apply(actions.edit_action(store, step.changes[0].record.id, state=ActionState.DONE, impact="It works."))
    store.apply(actions.add_action(store, challenge, "Then do this."))
    for kind in AskOrOffer:
        store.apply(asks_offers.ask_or_offer(store, challenge, kent, kind, f"An {kind} of Kent’s."))
    store.apply(questions.prepare_question(store, challenge, "Shared, is it?", line=triad.lines[0]))
    store.apply(questions.share_questions(store, challenge))
    store.apply(questions.prepare_question(store, challenge, "Hidden, is it?"))
    for authority, stage in ((kent, Stage.PREPARATION), (kent, Stage.SESSION), (medway, Stage.SESSION)):
        store.apply(time_spent.log_time(store, challenge, authority, stage, 90, people=2))
    items = (("Arrival", None), ("Kent", challenge))
    store.apply(
        add(
            "Agenda",
            *(
                r.AgendaItem(id=store.new_id(), session=triad.session, challenge=of, title=title, position=title)
                for title, of in items
            ),
        )
    )


def a_draft_sef(store: Store, triad: Triad) -> None:
    """Add a second version of the first host's SEF that it has not sent."""
    a_sef(store, triad, shared_on=None, version=2, state=SubmissionState.DRAFTING)


def a_huge_triad(store: Store, triad: Triad) -> None:
    """Put 300 findings on the first host, and a SEF, questions, steps, asks and offers of a size with them."""
    sef = a_sef(store, triad, shared_on=MEETING - timedelta(days=20))
    challenge, kinds = triad.challenges[0], list(FindingKind)
    long = "says what was seen and heard, at some length and with care. "

    def said(what: str, number: int) -> str:
        return f"{what} {number} " + long * (number % 9 + 1)

    def many() -> Iterator[r.Record]:
        of = {"challenge": challenge}
        for n in range(300):
            line = triad.lines[n % 2]
            fields = {"kind": kinds[n % len(kinds)], "text": said("Finding", n), "state": FindingState.AGREED}
            yield r.Finding(id=store.new_id(), **of, line=line, **fields)
        for n in range(100):
            line = triad.lines[n % 2]
            host = {"authority": triad.hosts[0]}
            yield r.Claim(id=store.new_id(), submission=sef, line=line, text=said("Statement", n), impact=long)
            yield r.Evidence(id=store.new_id(), submission=sef, kind=EvidenceKind.AUDIT, title=said("Audit", n))
            yield r.PreparedQuestion(id=store.new_id(), **of, line=line, text=said("Question", n))
            yield r.Action(id=store.new_id(), **of, **host, text=said("Step", n), impact=said("Effect", n))
            kind = list(AskOrOffer)[n % 2]
            yield r.AskOffer(id=store.new_id(), **of, **host, kind=kind, text=said("Point", n), released=True)

    store.apply(add("Many", *many()))


def say_everywhere(store: Store, texts: Sequence[str]) -> None:
    """Write these texts in turn into every field of every record that a person writes in."""
    turn = cycle(texts)

    def written(record: r.Record) -> r.Record:
        return replace(record, **{name: next(turn) for name in r.typed_fields(type(record))})

    records = [each for kind in KINDS.values() for each in store.find(kind)]
    store.apply(edit_each("Say everywhere", [(each, written(each)) for each in records]))
