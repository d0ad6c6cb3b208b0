"""Retention: what goes when its time has passed goes from log, drafts, files and backups, and never comes back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit, remove
from peer_challenge.domain.choices import EvidenceKind, FindingState, ReportState, Role, Stage
from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs.pack_out import send
from peer_challenge.services import time_spent
from peer_challenge.services.packing import contents
from peer_challenge.services.retention import (
    Keeping,
    dispose_of,
    end_disposal_hold,
    hold_disposal,
    retention_of,
    set_periods,
)
from peer_challenge.storage.backups import BackupReason, back_up_if_changed, backups_of
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.log import operations_of
from peer_challenge.storage.merging import merge
from peer_challenge.storage.packs_met import Received
from tests.builders import a_finding, a_sef, a_triad_that_met

LATER = datetime(2029, 1, 5, 10, tzinfo=UTC)


@pytest.fixture
def triad(store):
    """The triad that met, every report final, a coordinator at work."""
    made = a_triad_that_met(store)
    someone = store.new_id()
    store.apply(
        add(
            "Add",
            r.Person(id=someone, name="Kim Park"),
            r.RolePeriod(id=store.new_id(), person=someone, role=Role.COORDINATOR),
            *(
                r.ReportIssue(
                    id=store.new_id(),
                    challenge=each,
                    state=ReportState.FINAL,
                    issued_at=datetime(2026, 11, 30, 12, tzinfo=UTC),
                )
                for each in made.challenges
            ),
        )
    )
    store.who = someone
    return made


def a_note(store, triad, text):
    note = r.Note(id=store.new_id(), session=triad.session, challenge=triad.challenges[0], at=store.now(), text=text)
    store.apply(add("Add note", note))
    return note.id


def bytes_kept(store):
    """Every byte of the round file and its backups."""
    folder = backups_of(store.path)[0].path.parent
    files = [store.path, *(each for each in folder.rglob("*") if each.is_file())]
    return b"".join(each.read_bytes() for each in files)


def part_of(store, triad, what):
    return next(each for each in retention_of(store, triad.round).parts if each.what is what)


def test_raw_notes_go_from_everywhere_and_what_was_agreed_stays(store, triad):
    note = a_note(store, triad, "canary-as-first-typed")
    store.apply(edit("Edit", store.need(r.Note, note), text="canary-as-corrected"))
    gone = a_note(store, triad, "canary-removed-by-hand")
    store.apply(remove("Remove", store.need(r.Note, gone)))
    a_finding(store, triad, "canary-proposed", state=FindingState.PROPOSED)
    agreed = a_finding(store, triad, "Audits change plans")
    store.keep_draft(f"note:{note}:text", "canary-half-typed")
    back_up_if_changed(store.path, why=BackupReason.ASKED)
    store.now = lambda: LATER
    assert bytes_kept(store).count(b"canary") > 5
    before = part_of(store, triad, Keeping.NOTES)
    assert (before.records, before.until, before.due) == (3, date(2027, 5, 30), True)
    dispose_of(store, triad.round, Keeping.NOTES)
    assert b"canary" not in bytes_kept(store)
    assert store.find(r.Note) == []
    assert [each.id for each in store.find(r.Finding)] == [agreed]
    assert faults_of(store) == []
    assert part_of(store, triad, Keeping.NOTES).records == 0
    assert store.undo_label() != "Dispose"
    assert [each.id for each in store.find(r.Finding)] == [agreed]


def test_papers_and_text_of_sefs_go_and_that_there_was_one_stays(store, triad):
    sef = a_sef(store, triad, shared_on=date(2026, 10, 1))
    paper = store.attach(b"%PDF-1.7 canary-paper", "application/pdf")
    piece = r.Evidence(id=store.new_id(), submission=sef, kind=EvidenceKind.AUDIT, title="T", attachment=paper)
    form = store.attach(b"PK canary-form", "application/zip")
    store.apply(add("Add", piece))
    store.apply(edit("Edit", store.need(r.Submission, sef), form=form, unplaced="canary-unplaced"))
    back_up_if_changed(store.path, why=BackupReason.ASKED)
    store.now = lambda: LATER
    assert b"canary-paper" in bytes_kept(store)
    dispose_of(store, triad.round, Keeping.SEFS)
    assert b"canary" not in bytes_kept(store)
    left = store.need(r.Submission, sef)
    assert (left.shared_on, left.form, left.unplaced) == (date(2026, 10, 1), "", "")
    assert store.find(r.Claim) == store.find(r.Answer) == store.find(r.Evidence) == []
    assert faults_of(store) == []


def test_of_time_the_minutes_stay(store, triad):
    host = triad.hosts[0]
    day = date(2026, 11, 12)
    act = time_spent.log_time(store, triad.challenges[0], host, Stage.SESSION, 90, day=day, comment="canary")
    store.apply(act)
    store.now = lambda: LATER
    dispose_of(store, triad.round, Keeping.TIME)
    (left,) = store.find(r.TimeEntry)
    assert (left.minutes, left.day, left.comment) == (90, None, "")
    assert faults_of(store) == []


def test_people_who_left_go_and_those_at_work_or_in_another_round_stay(store, triad):
    left, works, elsewhere = store.new_id(), store.new_id(), store.new_id()
    other = r.Session(id=store.new_id(), round=store.new_id(), group=triad.group)
    ends = date(2027, 1, 5)
    store.apply(
        add(
            "Add",
            *(r.Person(id=each, name=f"canary {at}") for at, each in enumerate((left, works, elsewhere))),
            r.RolePeriod(id=store.new_id(), person=left, role=Role.QA_LEAD, ends=ends),
            r.RolePeriod(id=store.new_id(), person=works, role=Role.QA_LEAD),
            *(
                r.Attendance(id=store.new_id(), session=triad.session, person=each, authority=triad.hosts[0])
                for each in (left, works, elsewhere)
            ),
            other,
            r.Attendance(id=store.new_id(), session=other.id, person=elsewhere),
        )
    )
    typo = r.Person(id=store.new_id(), name="canary removed by hand")
    store.apply(add("Add", typo))
    store.apply(remove("Remove", typo))
    store.apply(edit("Edit", store.need(r.Session, triad.session), joining_link="https://canary.example"))
    back_up_if_changed(store.path, why=BackupReason.ASKED)
    store.now = lambda: LATER
    dispose_of(store, triad.round, Keeping.PEOPLE)
    assert {each.name for each in store.find(r.Person)} == {"Kim Park", "canary 1", "canary 2"}
    kept = bytes_kept(store)
    assert b"canary 0" not in kept
    assert b"canary removed" not in kept
    assert b"canary.example" not in kept
    assert [each.person for each in store.find(r.Attendance, session=triad.session)] == [None] * 3
    assert [each.authority for each in store.find(r.Attendance, session=triad.session)] == [triad.hosts[0]] * 3
    assert part_of(store, triad, Keeping.PEOPLE).records == 0
    assert faults_of(store) == []


def test_the_account_names_who_was_sent_copies(store, triad, tmp_path):
    a_note(store, triad, "Said in the room")
    medway = triad.hosts[1]
    send(store, contents(store, triad.round, triad.group, medway), tmp_path / "m.pcpack", None, key=LaptopKey.fresh())
    store.now = lambda: LATER
    dispose_of(store, triad.round, Keeping.NOTES)
    (said,) = retention_of(store, triad.round).account
    assert "1 record destroyed on 5 January 2029 by Kim Park. Copies were sent to Medway: m.pcpack" in said


def test_what_went_does_not_come_back_in_a_file(store, triad):
    note = a_note(store, triad, "canary")
    with store.reading() as conn:
        told = [replace(each, number=0) for each in operations_of(conn, [note])]
    store.now = lambda: LATER
    dispose_of(store, triad.round, Keeping.NOTES)
    came = Received(
        id=store.new_id(),
        answers=None,
        scopes=frozenset(),
        sender_key="",
        sender_name="",
        recipient=None,
        name="m.pcpack",
        sha256="",
    )
    merge(store, told, {}, came)
    assert store.find(r.Note) == []
    with store.reading() as conn:
        assert "canary" not in str([op.fields for op in operations_of(conn, [note])])
    assert b"canary" not in store.path.read_bytes()
    assert faults_of(store) == []


def test_a_hold_stops_it_with_reason_and_name(store, triad):
    a_note(store, triad, "Said in the room")
    store.now = lambda: LATER
    with pytest.raises(UserError, match="Say why nothing may be disposed of"):
        hold_disposal(store, triad.round, " ")
    store.apply(hold_disposal(store, triad.round, "Legal claim"))
    assert not any(each.due for each in retention_of(store, triad.round).parts)
    with pytest.raises(UserError, match="Kim Park stopped disposal on 5 January 2029: Legal claim"):
        dispose_of(store, triad.round, Keeping.NOTES)
    hold = retention_of(store, triad.round).hold
    store.apply(end_disposal_hold(store, hold.id))
    dispose_of(store, triad.round, Keeping.NOTES)
    assert store.find(r.Note) == []


def test_nothing_goes_before_its_time_or_by_anybody_else(store, triad):
    a_note(store, triad, "Said in the room")
    store.now = lambda: datetime(2026, 12, 5, tzinfo=UTC)
    with pytest.raises(UserError, match="kept until 30 May 2027"):
        dispose_of(store, triad.round, Keeping.NOTES)
    store.apply(set_periods(store, triad.round, keep_notes_months=0))
    other = store.new_id()
    store.apply(add("Add", r.Person(id=other, name="Alex Marsh")))
    store.who = other
    with pytest.raises(UserError, match="Only a coordinator"):
        dispose_of(store, triad.round, Keeping.NOTES)
    assert len(store.find(r.Note)) == 1
    with pytest.raises(UserError, match="whole number"):
        set_periods(store, triad.round, keep_notes_months=-1)


def test_notes_wait_until_every_report_is_final(store, triad):
    (issue,) = store.find(r.ReportIssue, challenge=triad.challenges[1])
    store.apply(edit("Reopen", issue, state=ReportState.DRAFT))
    store.now = lambda: LATER
    assert part_of(store, triad, Keeping.NOTES).until is None
    assert part_of(store, triad, Keeping.SEFS).until == date(2028, 5, 30)


def test_introductions_of_the_round_go_with_its_reports_and_those_of_another_stay(store, triad, monkeypatch):
    def introduced(round_id, outcome):
        made = r.Introduction(
            id=store.new_id(),
            round=round_id,
            ask=store.new_id(),
            offer=store.new_id(),
            asking=triad.hosts[0],
            offering=triad.hosts[1],
            outcome=outcome,
        )
        store.apply(add("Introduce", made))
        return made

    own, removed, other = (
        introduced(triad.round, "One"),
        introduced(triad.round, "Two"),
        introduced(store.new_id(), "X"),
    )
    store.apply(remove("Remove introduction", removed))
    store.apply(set_periods(store, triad.round, keep_reports_months=0))
    monkeypatch.setattr(store, "now", lambda: LATER)
    dispose_of(store, triad.round, Keeping.REPORTS)
    assert store.find(r.Introduction) == [other]
    with store.reading() as conn:
        left = [each.value for op in operations_of(conn, [own.id, removed.id]) for each in op.fields.values()]
    assert "One" not in left
    assert "Two" not in left
