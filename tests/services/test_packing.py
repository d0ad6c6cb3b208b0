"""What a file to send holds for each reader: canary words in every row of the table, looked for in the very bytes."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit, remove
from peer_challenge.domain.choices import (
    AskOrOffer,
    EvidenceKind,
    FindingKind,
    FindingState,
    Grade,
    LinkedTo,
    PlanState,
    RelationshipKind,
    ReportSection,
    ReportState,
    Role,
    RuleKind,
    Stage,
    SubmissionState,
)
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.identifiers import IdentifierKind
from peer_challenge.domain.ids import known_id, link_id
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs.pack_in import bring_in, open_pack
from peer_challenge.jobs.pack_out import send
from peer_challenge.services.groups import swap
from peer_challenge.services.pack_reach import _REACHES, OF_CHALLENGE, OF_SEF
from peer_challenge.services.pack_words import KIND_WORDS
from peer_challenge.services.packing import contents
from peer_challenge.services.settling import settle
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.redaction import redact
from peer_challenge.storage.store import Store
from tests.builders import LEGAL_GROUPS, Triad, a_triad, authority_id, draft_plan, south_east_round

NOBODY: frozenset[str] = frozenset()
KENT, MEDWAY, SLOUGH, COORDINATOR = "Kent", "Medway", "Slough", "coordinator"
READERS = (KENT, MEDWAY, SLOUGH, COORDINATOR)
AT = datetime(2026, 11, 5, 10, 0, tzinfo=UTC)


class Told:
    """A triad in which every row of the table holds words of its own, and who may read each of them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.triad: Triad = a_triad(store)
        self.may: dict[str, frozenset[str]] = {}
        self.kent, self.medway, self.slough = self.triad.hosts
        self.on_kent, self.on_medway, self.on_slough = self.triad.challenges
        self.chair = store.new_id()
        self.taker = store.new_id()
        store.apply(
            add(
                "People",
                r.Person(id=self.chair, name=self.word("coordinators-name", *READERS)),
                r.RolePeriod(id=store.new_id(), person=self.chair, role=Role.COORDINATOR),
                r.Person(id=self.taker, name=self.word("challengers-name", *READERS), authority=self.medway),
                r.Person(id=store.new_id(), name=self.word("strangers-name"), authority=store.new_id()),
                r.Participation(
                    id=link_id("participation", self.triad.round, self.kent),
                    round=self.triad.round,
                    authority=self.kent,
                    reason=self.word("why-they-join", COORDINATOR),
                ),
            )
        )
        store.who = self.chair
        for told in (self._grouping, self._sefs, self._session, self._feedback, self._own, self._former):
            told()

    def word(self, name: str, *readers: str) -> str:
        """A word nobody else uses, which only `readers` may ever be sent."""
        self.may[f"canary-{name}-canary"] = frozenset(readers)
        return f"canary-{name}-canary"

    def new(self) -> UUID:
        return self.store.new_id()

    def _grouping(self) -> None:
        plan, one, other = self.triad.plan, self.kent, self.medway
        draft, group = self.new(), self.new()
        kent = self.store.need(r.Authority, self.kent)
        self.store.apply(
            add(
                "Grouping",
                r.Relationship(
                    id=self.new(),
                    first=one,
                    second=other,
                    kind=RelationshipKind.DECLARED_CONFLICT,
                    source=self.word("declared-interest"),
                ),
                r.Objection(
                    id=self.new(), round=self.triad.round, authority=one, against=(other,), text=self.word("objection")
                ),
                r.AgreedException(id=self.new(), plan=plan, rule="border", reason=self.word("exception")),
                r.PlanRule(id=self.new(), plan=plan, kind=RuleKind.APART, name=self.word("rule")),
                r.RetentionHold(
                    id=self.new(),
                    round=self.triad.round,
                    reason=self.word("hold"),
                    said_by=self.new(),
                    placed_on=date(2026, 11, 5),
                ),
                r.Disposal(
                    id=self.new(),
                    round=self.triad.round,
                    what="keep_notes_months",
                    disposed_on=date(2026, 11, 5),
                    records=1,
                    done_by=self.new(),
                    copies=(self.word("copies"),),
                ),
                r.Plan(id=draft, round=self.triad.round, name=self.word("draft-plan")),
                r.Group(id=group, plan=draft, name=self.word("draft-group"), reason=self.word("draft-reason")),
            )
        )
        group_of = self.store.need(r.Group, self.triad.group)
        self.store.apply(edit("Say why", group_of, reason=self.word("shareable-wording", *READERS)))
        self.store.apply(
            edit(
                "Judge",
                kent,
                comment=self.word("comment-on-authority", COORDINATOR),
                help_and_protection=Grade.INADEQUATE,
                judgements_as_at=date(2025, 2, 3),
            )
        )
        self.may |= {'"inadequate"': frozenset({COORDINATOR}), "2025-02-03": frozenset({COORDINATOR})}

    def _sefs(self) -> None:
        group = (KENT, MEDWAY, SLOUGH)
        states = {
            self.kent: ("unshared", None, False, (KENT,)),
            self.medway: ("shared", date(2026, 10, 20), False, group),
            self.slough: ("ticked", date(2026, 10, 20), True, (*group, COORDINATOR)),
        }
        for host, (name, shared_on, ticked, readers) in states.items():
            sef, claim, evidence = known_id("submission", self.triad.round, host), self.new(), self.new()
            owner = self.store.need(r.Authority, host).name
            paper = self.store.attach(f"%PDF-1.7 {self.word(f'{name}-paper', *readers)}".encode(), "application/pdf")
            audit = self.store.attach(f"%PDF-1.7 {self.word(f'{name}-audit', *readers)}".encode(), "application/pdf")
            self.store.apply(
                add(
                    "SEF",
                    r.Submission(
                        id=sef,
                        round=self.triad.round,
                        authority=host,
                        state=SubmissionState.SHARED if shared_on else SubmissionState.DRAFTING,
                        shared_on=shared_on,
                        text_to_coordinator=ticked,
                        signed_off_by=self.word(f"{name}-signed-off", *READERS),
                        returned_because=self.word(f"{name}-returned", owner, COORDINATOR),
                        document=paper,
                        document_name=self.word(f"{name}-paper-name", *readers),
                        unplaced=self.word(f"{name}-unplaced", owner),
                    ),
                    r.Answer(
                        id=known_id("answer", sef, self.triad.lines[0]),
                        submission=sef,
                        line=self.triad.lines[0],
                        text=self.word(f"{name}-answer", *readers),
                    ),
                    r.Claim(
                        id=claim,
                        submission=sef,
                        line=self.triad.lines[0],
                        text=self.word(f"{name}-statement", *readers),
                    ),
                    r.Evidence(
                        id=evidence,
                        submission=sef,
                        kind=EvidenceKind.AUDIT,
                        title=self.word(f"{name}-evidence", *readers),
                        attachment=audit,
                    ),
                    r.EvidenceLink(
                        id=link_id("evidence_link", claim, evidence), submission=sef, claim=claim, evidence=evidence
                    ),
                    r.QaRead(
                        id=known_id("qa_read", sef, self.medway),
                        submission=sef,
                        authority=self.medway,
                        comments=self.word(f"{name}-qa-read", owner, MEDWAY),
                    ),
                )
            )

    def _session(self) -> None:
        session = self.new()
        ticked = self.store.need(r.Challenge, self.on_slough)
        self.store.apply(edit("Tick", ticked, notes_to_coordinator=True))
        self.store.apply(
            add(
                "Meet",
                r.Session(
                    id=session, round=self.triad.round, group=self.triad.group, place=self.word("place", *READERS)
                ),
                self._note(session, self.on_kent, self.word("note-on-kent", MEDWAY, SLOUGH)),
                self._note(session, self.on_medway, self.word("note-on-medway", KENT, SLOUGH)),
                self._note(session, self.on_slough, self.word("note-ticked", KENT, MEDWAY, COORDINATOR)),
                self._cleared(self.word("may-stay", MEDWAY, SLOUGH), challenge=self.on_kent),
                self._cleared(self.word("may-stay-ticked", KENT, MEDWAY, COORDINATOR), challenge=self.on_slough),
                self._cleared(
                    self.word("may-stay-in-sef", KENT), submission=known_id("submission", self.triad.round, self.kent)
                ),
                self._cleared(self.word("may-stay-here")),
                self._question(self.word("question", MEDWAY, SLOUGH), shared=False),
                self._question(self.word("question-shared", MEDWAY, SLOUGH, KENT), shared=True),
            )
        )

    def _note(self, session: UUID, challenge: UUID, text: str) -> r.Note:
        return r.Note(id=self.new(), session=session, challenge=challenge, at=AT, text=text, author=self.taker)

    def _cleared(self, reason: str, **of: UUID) -> r.ClearedMark:
        return r.ClearedMark(
            id=self.new(), about=self.new(), field="text", kind=IdentifierKind.PHONE, reason=reason, **of
        )

    def _question(self, text: str, *, shared: bool) -> r.PreparedQuestion:
        return r.PreparedQuestion(id=self.new(), challenge=self.on_kent, text=text, asked_by=self.medway, shared=shared)

    def _finding(self, challenge: UUID, state: FindingState, text: str) -> r.Finding:
        return r.Finding(id=self.new(), challenge=challenge, kind=FindingKind.STRENGTH, state=state, text=text)

    def _feedback(self) -> None:
        agreed, proposed = FindingState.AGREED, FindingState.PROPOSED
        final = self.store.attach(f"%PDF-1.7 {self.word('final-report', *READERS)}".encode(), "application/pdf")
        held = self.store.attach(f"%PDF-1.7 {self.word('held-report', COORDINATOR)}".encode(), "application/pdf")
        finding = self._finding(self.on_kent, proposed, self.word("proposed", MEDWAY, SLOUGH))
        self.store.apply(
            add(
                "Feedback",
                finding,
                r.FindingLink(
                    id=self.new(),
                    challenge=self.on_kent,
                    finding=finding.id,
                    linked_to=LinkedTo.NOTE,
                    target=self.new(),
                ),
                self._finding(self.on_kent, agreed, self.word("agreed", MEDWAY, SLOUGH, COORDINATOR)),
                self._finding(self.on_kent, FindingState.PARKED, self.word("parked", MEDWAY, SLOUGH)),
                self._finding(self.on_medway, agreed, self.word("agreed-and-issued", *READERS)),
                self._finding(self.on_medway, proposed, self.word("proposed-in-issued", KENT, SLOUGH)),
                self._finding(self.on_slough, agreed, self.word("agreed-and-held", KENT, MEDWAY, COORDINATOR)),
                r.ReportIssue(
                    id=self.new(),
                    challenge=self.on_kent,
                    state=ReportState.AGREED,
                    reference=self.word("draft-reference", MEDWAY, SLOUGH, COORDINATOR),
                ),
                r.ReportIssue(
                    id=self.new(),
                    challenge=self.on_medway,
                    state=ReportState.FINAL,
                    sha256=final,
                    reference=self.word("final-reference", *READERS),
                ),
                r.ReportIssue(
                    id=self.new(),
                    challenge=self.on_slough,
                    state=ReportState.FINAL,
                    sha256=held,
                    held_until=date(2027, 1, 8),
                    held_because=self.word("held-because", COORDINATOR),
                    reference=self.word("held-reference", COORDINATOR),
                ),
                r.Correction(
                    id=self.new(),
                    challenge=self.on_kent,
                    proposed=self.word("correction", *READERS),
                    reason=self.word("why-declined", *READERS),
                ),
                r.SectionWording(
                    id=self.new(),
                    challenge=self.on_kent,
                    section=ReportSection.HOW,
                    text=self.word("section-wording", MEDWAY, SLOUGH, COORDINATOR),
                ),
                r.Distribution(
                    id=self.new(),
                    challenge=self.on_medway,
                    report=self.new(),
                    sent_to=self.word("sent-to", *READERS),
                    sent_on=date(2026, 11, 26),
                ),
            )
        )

    def _own(self) -> None:
        group = (KENT, MEDWAY, SLOUGH)
        self.store.who = self.taker
        self.store.apply(
            add(
                "Own",
                r.TimeEntry(
                    id=self.new(),
                    challenge=self.on_kent,
                    authority=self.medway,
                    stage=Stage.SESSION,
                    minutes=50,
                    comment=self.word("time", MEDWAY),
                ),
                r.Evaluation(
                    id=self.new(),
                    challenge=self.on_kent,
                    authority=self.medway,
                    changed=self.word("opinion", MEDWAY, COORDINATOR),
                ),
                r.QaActivity(
                    id=self.new(),
                    challenge=self.on_kent,
                    authority=self.medway,
                    text=self.word("qa-activity", MEDWAY, COORDINATOR),
                ),
                r.AskOffer(
                    id=self.new(),
                    challenge=self.on_kent,
                    authority=self.kent,
                    kind=AskOrOffer.ASK,
                    text=self.word("ask", *group),
                ),
                r.AskOffer(
                    id=self.new(),
                    challenge=self.on_kent,
                    authority=self.kent,
                    kind=AskOrOffer.OFFER,
                    released=True,
                    text=self.word("offer-released", *READERS),
                ),
                r.Action(
                    id=self.new(), challenge=self.on_kent, authority=self.kent, text=self.word("next-step", *READERS)
                ),
            )
        )
        self.store.who = self.chair

    def _former(self) -> None:
        """What was typed and written over, removed, struck out, or never finished."""
        earlier, struck, gone = (
            r.Action(id=self.new(), challenge=self.on_kent, authority=self.kent, text=self.word(name))
            for name in ("earlier-wording", "struck-out", "removed")
        )
        self.store.apply(add("Type", earlier, struck, gone))
        self.store.apply(edit("Type again", earlier, text=self.word("later-wording", *READERS)))
        self.store.apply(remove("Remove", gone))
        redact(self.store, r.Action, struck.id, "text")
        self.store.keep_draft(f"note:{self.on_kent}", self.word("half-typed"))

    def reader(self, name: str) -> UUID | None:
        return dict(zip(READERS, (self.kent, self.medway, self.slough), strict=False)).get(name)


@pytest.fixture
def told(store: Store) -> Told:
    return Told(store)


def inflated(path: Path) -> bytes:
    """Every member of a file that is not encrypted, and the file itself."""
    with zipfile.ZipFile(path) as archive:
        return b"\n".join([path.read_bytes(), *(archive.read(name) for name in archive.namelist())])


def sent(store: Store, triad: Triad, recipient: UUID | None, path: Path) -> Path:
    send(store, contents(store, triad.round, triad.group, recipient), path, None, key=LaptopKey.fresh())
    return path


@pytest.mark.parametrize("reader", READERS)
def test_a_file_holds_every_word_its_reader_may_read_and_no_other(told: Told, reader: str, tmp_path: Path) -> None:
    content = inflated(sent(told.store, told.triad, told.reader(reader), tmp_path / "a.pcpack"))
    found = {word for word in told.may if word.encode() in content}
    assert found == {word for word, readers in told.may.items() if reader in readers}


@pytest.mark.parametrize("between", [KENT, MEDWAY, SLOUGH])
def test_nor_does_one_that_goes_on_from_another_laptop(told: Told, between: str, tmp_path: Path) -> None:
    first = sent(told.store, told.triad, told.reader(between), tmp_path / "first.pcpack")
    other = create_store(tmp_path / "other.pcw", now=told.store.now)
    bring_in(other, open_pack(first, now=told.store.now()))
    for reader in READERS:
        content = inflated(sent(other, told.triad, told.reader(reader), tmp_path / f"{reader}.pcpack"))
        found = {word for word in told.may if word.encode() in content}
        assert found == {word for word, readers in told.may.items() if {reader, between} <= readers}
    other.close()


def test_what_was_sent_and_is_removed_later_is_said_to_be_removed_without_a_word_of_it(
    told: Told, tmp_path: Path
) -> None:
    sent(told.store, told.triad, told.kent, tmp_path / "first.pcpack")
    step = next(each for each in told.store.find(r.Action) if "next-step" in each.text)
    told.store.apply(remove("Remove", step))
    content = inflated(sent(told.store, told.triad, told.kent, tmp_path / "second.pcpack"))
    assert b"canary-next-step-canary" not in content
    assert str(step.id).encode() in content
    assert b"_gone" in content


def test_what_was_removed_before_anything_was_sent_leaves_no_trace(told: Told, tmp_path: Path) -> None:
    gone = next(op for op in _removed(told.store))
    content = inflated(sent(told.store, told.triad, told.kent, tmp_path / "first.pcpack"))
    assert str(gone).encode() not in content


def _removed(store: Store) -> Iterator[UUID]:
    from sqlalchemy import select

    from peer_challenge.storage.log_tables import head

    with store.reading() as conn:
        yield from conn.execute(select(head.c.entity).where(head.c.field == "_gone")).scalars()


def test_the_coordinators_own_challenge_sends_it_no_notes_before_the_final(told: Told, tmp_path: Path) -> None:
    chair = told.store.need(r.Person, told.chair)
    told.store.apply(edit("Edit person", chair, authority=told.slough))
    content = inflated(sent(told.store, told.triad, None, tmp_path / "a.pcpack"))
    assert b"canary-note-ticked-canary" not in content


def test_who_shares_the_hosts_seat_reads_no_notes_on_it(told: Told, tmp_path: Path) -> None:
    seat = next(each for each in told.store.find(r.Membership, authority=told.medway))
    told.store.apply(edit("Sit as one", seat, shares_seat=told.kent))
    content = inflated(sent(told.store, told.triad, told.medway, tmp_path / "a.pcpack"))
    assert b"canary-note-on-kent-canary" not in content
    assert b"canary-note-ticked-canary" in content


def test_a_withdrawn_sef_is_in_no_later_file(told: Told, tmp_path: Path) -> None:
    sef = told.store.need(r.Submission, known_id("submission", told.triad.round, told.medway))
    told.store.apply(edit("Withdraw", sef, state=SubmissionState.WITHDRAWN))
    content = inflated(sent(told.store, told.triad, told.slough, tmp_path / "a.pcpack"))
    assert b"canary-shared-" not in content.replace(b"canary-shared-signed-off-canary", b"")


def test_a_group_that_is_not_out_yet_goes_to_nobody(told: Told, tmp_path: Path) -> None:
    plan = told.store.need(r.Plan, told.triad.plan)
    told.store.apply(edit("Reopen", plan, state=PlanState.DRAFT))
    chosen = contents(told.store, told.triad.round, told.triad.group, told.kent)
    assert "group" not in chosen.counts
    assert "membership" not in chosen.counts


def test_what_may_come_back_is_the_groups_but_no_other_authoritys_sef(told: Told) -> None:
    sefs = {host: f"submission:{known_id('submission', told.triad.round, host)}" for host in told.triad.hosts}
    challenges = {f"challenge:{each}" for each in told.triad.challenges}
    for_kent = contents(told.store, told.triad.round, told.triad.group, told.kent).scopes
    for_coordinator = contents(told.store, told.triad.round, told.triad.group, None).scopes
    assert for_kent == {"round", *challenges, sefs[told.kent]}
    assert for_coordinator == {"round", *challenges, *sefs.values()}


def test_what_is_not_in_it_is_said_before_it_goes(told: Told) -> None:
    said = " ".join(contents(told.store, told.triad.round, told.triad.group, told.kent).left_out)
    assert "1 note on Kent not in it: raw notes are for the challenge team" in said
    assert "1 question on Kent not in it" in said
    assert "they stay with the coordinator" in said
    assert "1 time entry on Kent not in it" in said
    assert "canary" not in said
    to_slough = " ".join(contents(told.store, told.triad.round, told.triad.group, told.slough).left_out)
    assert "The text of Kent’s SEF is not in it: its authority has not shared it." in to_slough


def test_a_file_that_is_no_known_kind_is_left_out_whatever_it_is_called(told: Told, tmp_path: Path) -> None:
    evidence = next(each for each in told.store.find(r.Evidence) if "canary-shared" in each.title)
    program = told.store.attach(b"MZ canary-program-canary", "application/pdf")
    told.store.apply(edit("Attach", evidence, attachment=program, file_name="report.pdf"))
    chosen = contents(told.store, told.triad.round, told.triad.group, told.kent)
    assert program not in chosen.attachments
    assert "1 attached file not in it: they are of a kind that is not sent." in chosen.left_out
    assert b"canary-program" not in inflated(sent(told.store, told.triad, told.kent, tmp_path / "a.pcpack"))


def test_words_that_look_like_identifiers_are_pointed_out_before_it_goes(told: Told) -> None:
    step = next(each for each in told.store.find(r.Action) if "next-step" in each.text)
    told.store.apply(edit("Edit", step, text="Ring 07700 900123 about the audit."))
    marks = contents(told.store, told.triad.round, told.triad.group, told.kent).marks
    assert any("1 next step: looks like a phone number" in each for each in marks)


def test_an_authority_of_another_group_is_sent_nothing(told: Told) -> None:
    other = r.Authority(id=known_id("authority", "Surrey"), name="Surrey")
    told.store.apply(add("Add", other))
    with pytest.raises(UserError, match="Surrey is not in Triad A"):
        contents(told.store, told.triad.round, told.triad.group, other.id)


def test_of_how_the_groups_came_about_no_name_is_in_a_file(store: Store, tmp_path: Path) -> None:
    """An act on the plan touches records that travel: what it is called must not say more than they do."""
    round_id = south_east_round(store)
    plan = draft_plan(store, round_id, LEGAL_GROUPS)
    store.apply(edit("Rename", store.need(r.Plan, plan), name="canary-plan"))
    kent, surrey = authority_id(store, "Kent"), authority_id(store, "Surrey")
    for _ in range(2):
        store.apply(swap(store, plan, kent, surrey))
    store.apply(settle(store, plan))
    groups = {each.group for each in store.find(r.Membership, authority=kent)}
    (group,) = groups & {each.group for each in store.find(r.Challenge, host=kent)}
    path = tmp_path / "a.pcpack"
    send(store, contents(store, round_id, group, kent), path, None, key=LaptopKey.fresh())
    content = inflated(path)
    inside = {each.authority for each in store.find(r.Membership, group=group)}
    outside = [each for each in store.find(r.Authority) if each.id not in inside]
    assert len(inside) == 3
    assert b"canary-plan" not in content
    assert [each.name for each in outside if str(each.id).encode() in content] == []
    labels = " ".join(op.label for op in open_pack(path, now=store.now()).operations)
    assert [each.name for each in outside if each.name in labels] == []


def test_every_kind_travels_by_one_rule_or_by_none() -> None:
    grouping = {r.Plan, r.PlanRule, r.AgreedException, r.Objection, r.Relationship, r.RetentionHold, r.Disposal}
    placed = [*_REACHES, *OF_CHALLENGE, *OF_SEF, r.Submission, *grouping]
    placed.remove(r.ClearedMark)  # it belongs to a challenge or to a SEF, and would stand twice
    assert sorted(kind.__name__ for kind in placed) == sorted(kind.__name__ for kind in KINDS.values())
    stays = {"plan", "plan_rule", "agreed_exception", "objection", "relationship", "retention_hold", "disposal"}
    assert set(KIND_WORDS) | stays == set(KINDS)


def test_the_canaries_are_of_every_kind(told: Told) -> None:
    """A reminder to give a new kind its own words here."""
    without = {r.Round, r.Framework, r.LineOfEnquiry, r.Prompt, r.Duty, r.AgendaItem, r.Attendance, r.Challenge}
    there = {kind for kind in KINDS.values() if told.store.find(kind)}
    assert set(KINDS.values()) - there <= without


def test_time_reaches_the_coordinator_as_minutes_by_stage_and_nobody_else(told: Told, tmp_path: Path) -> None:
    from peer_challenge.services.time_spent import entries, totals

    for reader in READERS:
        path = sent(told.store, told.triad, told.reader(reader), tmp_path / f"{reader}.pcpack")
        other = create_store(tmp_path / f"{reader}.pcw", now=told.store.now)
        bring_in(other, open_pack(path, now=told.store.now()))
        minutes = totals(other, told.triad.round).person_minutes
        assert minutes == (50 if reader in (MEDWAY, COORDINATOR) else 0)
        if reader == COORDINATOR:
            assert [(each.entry.day, each.entry.comment) for each in entries(other, told.triad.round)] == [(None, "")]
        other.close()
