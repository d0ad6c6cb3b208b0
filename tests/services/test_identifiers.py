"""What looks as if it identified somebody is said before it is sent or printed, until somebody says why it may stay."""

from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.identifiers import IdentifierKind
from peer_challenge.services import actions
from peer_challenge.services.findings import remove_finding
from peer_challenge.services.identifiers import cleared_in, guarded_fields, let_stay, marks_in_report
from peer_challenge.services.packing import contents
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met

TEXT = "Ring 07700 900123 about the audit."


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


@pytest.fixture
def finding(store: Store, triad: Triad) -> UUID:
    return a_finding(store, triad, TEXT)


def sent(store: Store, triad: Triad) -> tuple[str, ...]:
    return contents(store, triad.round, triad.group, triad.hosts[1]).marks


def test_a_report_and_a_file_are_read_again_before_they_go(store: Store, triad: Triad, finding: UUID) -> None:
    assert marks_in_report(store, triad.challenges[0]) == (
        "1 finding: looks like a phone number. Read it again before you issue the report.",
    )
    assert any("1 finding: looks like a phone number" in each for each in sent(store, triad))


def test_what_may_stay_is_said_no_more_until_there_is_more_of_it(store: Store, triad: Triad, finding: UUID) -> None:
    store.apply(let_stay(store, finding, "text", "The duty team’s own line"))
    assert marks_in_report(store, triad.challenges[0]) == ()
    assert not any("phone" in each for each in sent(store, triad))
    assert cleared_in(store, finding) == {"text": {IdentifierKind.PHONE: 1}}
    store.apply(edit("Edit", store.need(r.Finding, finding), text=f"{TEXT} Or 07700 900456."))
    assert len(marks_in_report(store, triad.challenges[0])) == 1
    store.apply(let_stay(store, finding, "text", "Both are the duty team’s"))
    assert cleared_in(store, finding) == {"text": {IdentifierKind.PHONE: 2}}
    assert marks_in_report(store, triad.challenges[0]) == ()
    store.apply(edit("Edit", store.need(r.Finding, finding), text="Write to jo@example.org."))
    assert "an e-mail address" in marks_in_report(store, triad.challenges[0])[0]


def test_what_may_stay_goes_with_the_finding_it_is_about(store: Store, triad: Triad, finding: UUID) -> None:
    store.apply(let_stay(store, finding, "text", "The duty team’s own line"))
    store.apply(remove_finding(store, finding))
    assert not store.find(r.ClearedMark)
    store.undo()
    assert store.find(r.ClearedMark)


def test_another_record_with_the_same_number_is_still_said(store: Store, triad: Triad, finding: UUID) -> None:
    a_finding(store, triad, TEXT)
    store.apply(let_stay(store, finding, "text", "The duty team’s own line"))
    assert len(marks_in_report(store, triad.challenges[0])) == 1


def test_it_takes_a_reason_and_something_marked(store: Store, triad: Triad, finding: UUID) -> None:
    with pytest.raises(UserError, match="why it may stay"):
        let_stay(store, finding, "text", "  ")
    plain = a_finding(store, triad, "Audits are read.")
    with pytest.raises(UserError, match="Nothing is marked"):
        let_stay(store, plain, "text", "No reason")
    with pytest.raises(UserError, match="Nothing is marked"):
        let_stay(store, store.new_id(), "text", "No reason")


def test_only_what_the_report_prints_is_looked_at(store: Store, triad: Triad, finding: UUID) -> None:
    store.apply(let_stay(store, finding, "text", "The duty team’s own line"))
    store.apply(actions.add_action(store, triad.challenges[0], "Read audits"))
    (step,) = store.find(r.Action)
    store.apply(edit("Edit", step, impact=TEXT))
    assert marks_in_report(store, triad.challenges[0]) == ()
    store.apply(edit("Edit", store.need(r.Action, step.id), owner_role=TEXT))
    assert len(marks_in_report(store, triad.challenges[0])) == 1


def test_why_something_of_one_authority_may_stay_never_leaves_the_file(store: Store, triad: Triad) -> None:
    entry = r.Evaluation(id=store.new_id(), challenge=triad.challenges[0], authority=triad.hosts[0], changed=TEXT)
    store.apply(add("Say", entry))
    store.apply(let_stay(store, entry.id, "changed", "Our own number"))
    (mark,) = store.find(r.ClearedMark)
    assert (mark.challenge, mark.submission) == (None, None)


def test_people_s_own_details_and_where_to_meet_are_meant() -> None:
    assert guarded_fields(r.Person) == ("job_title",)
    assert guarded_fields(r.Session) == ()
    assert "text" in guarded_fields(r.Note)
