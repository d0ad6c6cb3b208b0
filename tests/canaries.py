"""A triad in which every row of the audience table holds words of its own, and the bytes of what is sent of it."""

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit, remove
from peer_challenge.domain.choices import (
    AskOrOffer,
    EvidenceKind,
    FindingKind,
    FindingState,
    Grade,
    LinkedTo,
    RelationshipKind,
    ReportSection,
    ReportState,
    Role,
    RuleKind,
    Stage,
    SubmissionState,
)
from peer_challenge.domain.identifiers import IdentifierKind
from peer_challenge.domain.ids import known_id, link_id
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs.pack_out import send
from peer_challenge.services.packing import contents
from peer_challenge.storage.redaction import redact
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad

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
                r.Unlike(id=self.new(), challenge=self.on_kent, first=finding.id, second=self.new()),
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
                r.DayAnswer(
                    id=known_id("day_answer", self.triad.round, self.medway, "2027-01-14"),
                    round=self.triad.round,
                    authority=self.medway,
                    day=date(2027, 1, 14),
                ),
                r.Indicator(
                    id=self.new(), authority=self.medway, name=self.word("figure", MEDWAY, COORDINATOR), value="12"
                ),
                r.Pause(id=self.new(), challenge=self.on_kent, since=date(2027, 1, 14)),
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
                *(
                    r.Introduction(
                        id=self.new(),
                        round=self.triad.round,
                        ask=self.new(),
                        offer=self.new(),
                        asking=asking,
                        offering=offering,
                        outcome=self.word(f"introduction-{at}", *readers),
                    )
                    for at, (asking, offering, readers) in enumerate(
                        (
                            (self.kent, self.slough, (KENT, SLOUGH, COORDINATOR)),
                            (self.new(), self.medway, (MEDWAY, COORDINATOR)),
                            (self.new(), self.new(), ()),
                        )
                    )
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


def inflated(path: Path) -> bytes:
    """Every member of a file that is not encrypted, and the file itself."""
    with zipfile.ZipFile(path) as archive:
        return b"\n".join([path.read_bytes(), *(archive.read(name) for name in archive.namelist())])


def sent(store: Store, triad: Triad, recipient: UUID | None, path: Path) -> Path:
    send(store, contents(store, triad.round, triad.group, recipient), path, None, key=LaptopKey.fresh())
    return path
