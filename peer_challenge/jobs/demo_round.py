"""How the sample round is told: step by step through the services, each act on the day it would have happened."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import resources
from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.choices import (
    Again,
    AskOrOffer,
    DutyKind,
    EntryMode,
    EvidenceKind,
    FindingKind,
    LinkedTo,
    NoteKind,
    Presence,
    ReportState,
    Role,
    Stage,
    Way,
)
from peer_challenge.domain.records import (
    AgendaItem,
    AskOffer,
    Authority,
    Challenge,
    Claim,
    Duty,
    Evidence,
    Finding,
    Group,
    LineOfEnquiry,
    Note,
    Person,
    Plan,
    Round,
    Session,
)
from peer_challenge.jobs.demo_introductions import introductions_told
from peer_challenge.services import (
    actions,
    asks_offers,
    attendance,
    findings,
    follow_on,
    notes,
    people,
    plans,
    questions,
    rounds,
    sefs,
    sessions,
    submissions,
    time_spent,
    value,
)
from peer_challenge.services.report_life import move_report_on
from peer_challenge.services.settling import settle
from peer_challenge.services.typed_groups import type_groups
from peer_challenge.storage.opening import remember_who
from peer_challenge.storage.store import Store

Texts = dict[str, Any]
_ENGLAND = ZoneInfo("Europe/London")
_ROLES = {"sponsor": Role.SPONSOR, "host": Role.QA_LEAD, "challenger": Role.CHALLENGER}


class SampleClock:
    """The time in the sample round's story; moves on a tenth of a second each time it is read."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the moment and move on."""
        self.moment += timedelta(milliseconds=100)
        return self.moment

    def turn(self, day: date, at: time) -> None:
        """Go to a day and a time of day in England."""
        self.moment = datetime.combine(day, at, _ENGLAND).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class SampleTexts:
    """What the shipped files say: the round as a whole, and each authority by its name."""

    round: Texts
    authorities: dict[str, Texts]
    clock: SampleClock = field(default_factory=SampleClock)


def sample_texts() -> SampleTexts:
    """Read the shipped files of the sample round."""
    folder = resources.path("demo")
    files = sorted(each for each in folder.glob("*.toml") if each.stem != "round")
    return SampleTexts(_read(folder / "round.toml"), {texts["authority"]: texts for texts in map(_read, files)})


def _read(path: Path) -> Texts:
    return tomllib.loads(path.read_text(encoding="utf-8"))


class SampleRound:
    """Tells the sample round into an empty round file."""

    def __init__(self, store: Store, texts: SampleTexts) -> None:
        self._store = store
        self._texts = texts
        self._clock = texts.clock
        self._round = UUID(int=0)
        self._coordinator = UUID(int=0)
        self._lines: dict[str, UUID] = {}
        self._ids: dict[str, UUID] = {}
        self._people: dict[tuple[str, str], UUID] = {}
        self._challenges: dict[str, Challenge] = {}

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        """Return what to do, in order, each with what to say meanwhile."""
        groups = self._texts.round["group"]
        told: list[tuple[str, Callable[[], None]]] = [("The round and its people", self._start)]
        told.append(("The groups", self._group))
        for name in self._texts.authorities:
            told.append((f"The SEF of {name}", lambda name=name: self._sef(name)))  # type: ignore[misc]
        for group in sorted(groups, key=lambda each: (each["date"], each["start"])):
            told.append((f"The session of {group['name']}", lambda group=group: self._session(group)))  # type: ignore[misc]
        told.append(("Asks brought together with offers", self._introductions))
        told.append(("Time and usefulness", self._time))
        told.append(("Reports", self._reports))
        return told

    # The set-up

    def _start(self) -> None:
        said = self._texts.round
        self._clock.turn(said["started"], time(9, 0))
        start = rounds.start_round(
            self._store,
            said["name"],
            said["framework"],
            said["region"],
            starts=said["started"],
            sef_due=said["sefs_due"],
        )
        self._store.apply(start)
        found = rounds.latest_round(self._store)
        assert found is not None
        self._round = found.id
        self._do(rounds.edit_round, found.id, report_days=said["report_target_working_days"])
        self._lines = {each.key: each.id for each in self._store.find(LineOfEnquiry, framework=found.framework)}
        self._ids = {each.name: each.id for each in self._store.find(Authority) if each.name in self._texts.authorities}
        for person in said["person"]:
            self._coordinator = self._person(person, None, Role.COORDINATOR)
        remember_who(self._store, self._coordinator)
        for name, texts in self._texts.authorities.items():
            for person in texts["person"]:
                self._people[name, person["role"]] = self._person(person, self._ids[name], _ROLES[person["role"]])

    def _person(self, said: Texts, authority: UUID | None, role: Role) -> UUID:
        """Add somebody, marked as invented."""
        starts = self._texts.round["started"]
        added = people.add_person(
            self._store, said["name"], authority, said["job_title"], said.get("email", ""), role, starts
        )
        marked = ChangeSet(
            added.label,
            tuple(
                Change(None, replace(each.after, invented=True)) if isinstance(each.after, Person) else each
                for each in added.changes
            ),
        )
        self._store.apply(marked)
        return next(each.record.id for each in marked.changes if isinstance(each.record, Person))

    def _group(self) -> None:
        self._clock.turn(self._texts.round["started"] + timedelta(days=9), time(11, 0))
        self._do(plans.new_plan, self._round, "Plan for the steering group")
        plan = self._store.find(Plan, round=self._round)[0]
        self._do(plans.edit_rules, plan.id, one_per_stratum=("Berkshire",))
        lines = [f"{each['name']}: {', '.join(each['authorities'])}" for each in self._texts.round["group"]]
        self._do(type_groups, plan.id, "\n".join(lines))
        self._do(plans.consult, plan.id)
        self._clock.turn(self._texts.round["started"] + timedelta(days=21), time(15, 30))
        self._do(settle, plan.id)
        names = {each: name for name, each in self._ids.items()}
        self._challenges = {names[each.host]: each for each in self._store.find(Challenge, round=self._round)}
        by_name = {group.name: group.id for group in self._store.find(Group, plan=plan.id)}
        for each in self._texts.round["group"]:
            place = each["venue"]
            self._do(sessions.plan_session, by_name[each["name"]], each["date"], each["start"], place)

    # Self-evaluations

    def _sef(self, name: str) -> None:
        texts, challenge = self._texts.authorities[name], self._challenges[name]
        held_on = self._session_of(challenge).held_on
        assert held_on is not None
        shared_on = held_on - timedelta(days=texts["sef"]["lead_days"]) if "lead_days" in texts["sef"] else None
        written = min(shared_on or self._store.need(Round, self._round).sef_due or held_on, held_on) - timedelta(days=3)
        self._clock.turn(written, time(10, 15))
        self._store.who = self._people[name, "host"]
        sef = submissions.submission_of(self._store, self._round, self._ids[name])
        assert sef is not None
        for each in texts["answer"]:
            words = {"text": each["text"].strip(), "challenge_us": each["challenge_us"]}
            self._do(sefs.write_answer, sef.id, self._lines[each["line"]], **words)
        for each in texts["evidence"]:
            kind = EvidenceKind(each["kind"])
            self._do(sefs.add_evidence, sef.id, kind, each["title"], dated=each["date"], holder=each["holder"])
        evidence = self._store.find(Evidence, submission=sef.id)
        for number, each in enumerate(texts["statement"]):
            fields = {"how_known": each["how_known"], "impact": each["impact"]}
            self._do(sefs.add_claim, sef.id, self._lines[each["line"]], each["text"], **fields)
            claim = self._store.find(Claim, submission=sef.id)[-1]
            self._do(sefs.link_evidence, claim.id, evidence[number % len(evidence)].id)
        self._do(submissions.sign_off, sef.id, "Director of children’s services")
        self._clock.turn(written + timedelta(days=1), time(16, 0))
        self._do(submissions.submit, sef.id)
        self._store.who = self._coordinator
        self._do(submissions.accept, sef.id)
        if shared_on is not None:
            self._clock.turn(shared_on, time(9, 30))
            self._do(submissions.share, sef.id, shared_on)
        self._questions(name, shared=shared_on is not None)

    def _questions(self, name: str, *, shared: bool) -> None:
        challenge = self._challenges[name]
        lead = self._duty(challenge, DutyKind.LEAD_CHALLENGER)
        self._store.who = self._people[lead, "challenger"]
        for each in self._texts.authorities[name]["question"]:
            line = self._lines[each["line"]]
            self._do(questions.prepare_question, challenge.id, each["text"], line=line, asked_by=self._ids[lead])
        if shared:
            self._do(questions.share_questions, challenge.id)

    # The day itself

    def _session(self, said: Texts) -> None:
        session = self._session_of(self._challenges[said["authorities"][0]])
        self._clock.turn(said["date"], said["start"])
        taker = self._people[said["authorities"][-1], "challenger"]
        self._store.who = taker
        self._arrivals(session, said["authorities"])
        began = self._clock.moment + timedelta(minutes=10)
        for item in self._store.find(AgendaItem, session=session.id):
            if item.challenge is None:
                continue
            host = next(name for name, each in self._challenges.items() if each.id == item.challenge)
            self._clock.moment = began
            self._do(sessions.go_to_host, session.id, item.id)
            taken = self._notes(session, host, began)
            began += timedelta(minutes=item.minutes)
            self._told(host, said["date"], taken)
        self._clock.moment = began
        self._store.who = taker
        self._do(sessions.close_session, session.id)
        self._store.who = self._coordinator

    def _arrivals(self, session: Session, names: list[str]) -> None:
        for name in names:
            for role in ("sponsor", "host", "challenger"):
                presence = Presence.APOLOGIES if role == "sponsor" and len(name) % 4 == 0 else Presence.PRESENT
                capacity = {"sponsor": "Sponsor", "host": "Host", "challenger": "Challenger"}[role]
                person = self._people[name, role]
                self._do(attendance.mark_present, session.id, person=person, presence=presence, capacity=capacity)

    def _notes(self, session: Session, host: str, began: datetime) -> list[UUID]:
        """Type the notes on one host and return their ids in order."""
        challenge, taken = self._challenges[host], []
        self._store.who = self._people[self._duty(challenge, DutyKind.NOTE_TAKER), "challenger"]
        for each in self._texts.authorities[host]["note"]:
            at = began + timedelta(minutes=each["at"])
            self._clock.moment = at + timedelta(seconds=12)
            add = notes.add_note(
                self._store,
                session.id,
                challenge.id,
                each["text"],
                NoteKind(each["kind"]),
                self._lines.get(each.get("line", "")),
                at,
                speaker=each.get("speaker", ""),
            )
            self._store.apply(add)
            taken += [change.record.id for change in add.changes if isinstance(change.record, Note)]
        return taken

    def _told(self, host: str, day: date, taken: list[UUID]) -> None:
        """Turn one host's notes into agreed findings, asks, offers and next steps."""
        texts, challenge = self._texts.authorities[host], self._challenges[host]
        self._store.who = self._people[self._duty(challenge, DutyKind.LEAD_CHALLENGER), "challenger"]
        for each in texts["finding"]:
            line = self._lines[each["line"]]
            rests_on = [taken[number] for number in each["notes"]]
            propose = findings.propose_finding(
                self._store, challenge.id, FindingKind(each["kind"]), line, each["text"], notes=rests_on
            )
            self._store.apply(propose)
            made = next(change.record.id for change in propose.changes if isinstance(change.record, Finding))
            self._link(host, made, line, each["basis"])
        self._do(findings.agree, [each.id for each in self._store.find(Finding, challenge=challenge.id)], day)
        for kind in AskOrOffer:
            for each in texts.get(kind.value, []):
                line = self._lines[each["line"]]
                self._do(asks_offers.ask_or_offer, challenge.id, self._ids[host], kind, each["text"], line=line)
        said = [each.id for each in self._store.find(AskOffer, challenge=challenge.id)]
        if said and texts["sef"]["shared"] != "not shared":
            self._do(asks_offers.release, said)
        for each in texts.get("action", []):
            due = day + timedelta(weeks=each["due_weeks"])
            self._do(actions.add_action, challenge.id, each["text"], each["owner_role"], due)

    def _link(self, host: str, finding: UUID, line: UUID, basis: list[str]) -> None:
        sef = submissions.submission_of(self._store, self._round, self._ids[host])
        assert sef is not None
        claims = [each.id for each in self._store.find(Claim, submission=sef.id, line=line)]
        if "sef" in basis and claims:
            self._do(findings.link_to_finding, finding, LinkedTo.CLAIM, claims[:1])
        seen = [each.id for each in self._store.find(Evidence, submission=sef.id) if each.kind.value in basis]
        if seen:
            self._do(findings.link_to_finding, finding, LinkedTo.EVIDENCE, seen)

    # Afterwards

    def _introductions(self) -> None:
        for day, at, act in introductions_told(self._texts.round, self._ids, self._round):
            self._clock.turn(day, at)
            self._do(act)

    def _time(self) -> None:
        self._clock.turn(date(2026, 11, 13), time(14, 0))
        led = {self._duty(each, DutyKind.LEAD_CHALLENGER): each for each in self._challenges.values()}
        for name, texts in self._texts.authorities.items():
            for each in texts["time"]:
                challenge = self._challenges[name] if each["way"] == "received" else led[name]
                self._do(
                    time_spent.log_time,
                    challenge.id,
                    self._ids[name],
                    Stage(each["stage"]),
                    each["minutes"],
                    people=each["people"],
                    way=Way(each["way"]),
                    mode=EntryMode.ESTIMATE,
                    day=self._session_of(challenge).held_on,
                )
            again = Again(texts["again"].replace(" ", "_"))
            own = self._challenges[name].id
            self._do(value.evaluate, own, self._ids[name], texts["usefulness"], again, texts.get("changed", ""))
            self._worth(name, texts, led[name])

    def _worth(self, name: str, texts: dict[str, Any], led: Challenge) -> None:
        """Keep what an authority said as lead challenger, and the QA activity its own challenge prompted."""
        if said := texts.get("challenger"):
            again = Again(said["again"].replace(" ", "_"))
            self._do(value.evaluate, led.id, self._ids[name], said["usefulness"], again, "")
        own = self._challenges[name]
        met = self._session_of(own).held_on
        for each in texts.get("qa_activity", []):
            planned = met + timedelta(weeks=each["planned_weeks"]) if met else None
            self._do(follow_on.add_prompted, own.id, self._ids[name], each["text"], planned)

    def _reports(self) -> None:
        from peer_challenge.jobs.reports import issue_report

        for group in self._texts.round["group"]:
            self._clock.turn(group["date"] + timedelta(days=8), time(12, 0))
            for host in group["authorities"]:
                challenge = self._challenges[host].id
                self._do(move_report_on, challenge, ReportState.AGREED)
                if group["reports_issued"]:
                    self._do(move_report_on, challenge, ReportState.WITH_HOST)
                    issue_report(self._store, challenge)

    # What is looked up again and again

    def _do(self, act: Callable[..., ChangeSet], *args: Any, **named: Any) -> None:
        self._store.apply(act(self._store, *args, **named))

    def _duty(self, challenge: Challenge, kind: DutyKind) -> str:
        duty = next(each for each in self._store.find(Duty, challenge=challenge.id) if each.kind is kind)
        return next(name for name, each in self._ids.items() if each == duty.authority)

    def _session_of(self, challenge: Challenge) -> Session:
        return self._store.find(Session, group=challenge.group)[0]
