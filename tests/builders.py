"""Records with sensible defaults, so that a test names only what it is about."""

from datetime import date
from uuid import UUID

from peer_challenge.domain.records import Authority
from peer_challenge.services.plans import edit_rules, new_plan
from peer_challenge.services.rounds import start_round
from peer_challenge.services.typed_groups import type_groups
from peer_challenge.storage.store import Store

# rounds, authorities and people


def south_east_round(store: Store, name: str = "Autumn 2026") -> UUID:
    """Start a round of the nineteen South East authorities on the quality assurance framework; return its id."""
    act = start_round(store, name, "quality_assurance", "South East", starts=date(2026, 9, 1), sef_due=None)
    store.apply(act)
    return act.changes[0].record.id


def authority_id(store: Store, name: str) -> UUID:
    """Return the id of the authority with this very name."""
    return store.find(Authority, name=name)[0].id


# plans, groups and challenges


def draft_plan(store: Store, round_id: UUID, groups: str = "", **rules: object) -> UUID:
    """Make a draft plan with these rules, and with `groups` typed as given; return its id."""
    act = new_plan(store, round_id)
    store.apply(act)
    plan = act.changes[0].record.id
    if rules:
        store.apply(edit_rules(store, plan, **rules))
    if groups:
        store.apply(type_groups(store, plan, groups))
    return plan


LEGAL_GROUPS = """Buckinghamshire, East Sussex, Hampshire, Reading
Bracknell Forest, Brighton and Hove, Milton Keynes
Portsmouth, Southampton, Windsor and Maidenhead
Medway, Surrey, West Berkshire
Kent, Oxfordshire, Slough
Isle of Wight, West Sussex, Wokingham"""
"""A plan of the nineteen that keeps every usual rule, with one Berkshire authority in each group."""

# Sessions and findings: a settled triad that is about to meet ------------------------------------------------------

from dataclasses import dataclass  # noqa: E402
from uuid import UUID  # noqa: E402

from peer_challenge.domain import records as r  # noqa: E402
from peer_challenge.domain.changes import add  # noqa: E402
from peer_challenge.domain.choices import PlanState  # noqa: E402
from peer_challenge.domain.ids import known_id, link_id  # noqa: E402
from peer_challenge.domain.order import row_of  # noqa: E402
from peer_challenge.services import sessions  # noqa: E402
from peer_challenge.storage.store import Store  # noqa: E402


@dataclass(frozen=True)
class Triad:
    """A settled group with one challenge a host, two lines of enquiry, and a session where one was planned."""

    round: UUID
    plan: UUID
    group: UUID
    hosts: tuple[UUID, ...]
    challenges: tuple[UUID, ...]
    lines: tuple[UUID, ...]
    session: UUID | None = None
    agenda: tuple[UUID, ...] = ()


def a_triad(
    store: Store, names: tuple[str, ...] = ("Kent", "Medway", "Slough"), *, state: PlanState = PlanState.SETTLED
) -> Triad:
    """Put a round with one settled group of `names` into the store."""
    framework = known_id("framework", "quality_assurance", "1")
    lines = tuple(known_id("line", framework, key) for key in ("impact", "voice"))
    round_id, plan, group = store.new_id(), store.new_id(), store.new_id()
    hosts = tuple(known_id("authority", name) for name in names)
    challenges = tuple(known_id("challenge", group, host) for host in hosts)
    store.apply(
        add(
            "Set up",
            r.Framework(id=framework, title="Quality assurance"),
            r.LineOfEnquiry(
                id=lines[0], framework=framework, question="Does QA have impact?", short="Impact of QA", position="a"
            ),
            r.LineOfEnquiry(
                id=lines[1],
                framework=framework,
                question="Are children heard?",
                short="Voice of the child",
                position="b",
            ),
            r.Prompt(id=known_id("prompt", lines[0], "volume"), line=lines[0], text="How many audits are done?"),
            r.Round(id=round_id, name="Autumn 2026", framework=framework),
            r.Plan(id=plan, round=round_id, state=state),
            r.Group(id=group, plan=plan, name="Triad A"),
            *(r.Authority(id=host, name=name) for host, name in zip(hosts, names, strict=True)),
            *(
                r.Membership(id=link_id("membership", group, host), group=group, authority=host, position=at)
                for host, at in zip(hosts, row_of(len(hosts)), strict=True)
            ),
            *(
                r.Challenge(id=each, round=round_id, group=group, host=host, position=at)
                for each, host, at in zip(challenges, hosts, row_of(len(hosts)), strict=True)
            ),
        )
    )
    return Triad(round_id, plan, group, hosts, challenges, lines)


def a_triad_in_session(store: Store, names: tuple[str, ...] = ("Kent", "Medway", "Slough")) -> Triad:
    """Put a settled group with a planned session into the store."""
    triad = a_triad(store, names)
    store.apply(sessions.plan_session(store, triad.group))
    (session,) = store.find(r.Session, round=triad.round)
    agenda = tuple(item.id for item in store.find(r.AgendaItem, session=session.id))
    return Triad(triad.round, triad.plan, triad.group, triad.hosts, triad.challenges, triad.lines, session.id, agenda)


# End of sessions and findings --------------------------------------------------------------------------------------

# Feedback: a triad that met, with SEFs, findings in every state, and time --------------------------------------------

from datetime import time  # noqa: E402

from peer_challenge.domain.choices import (  # noqa: E402
    DutyKind,
    EvidenceKind,
    FindingKind,
    FindingState,
    SessionState,
    SubmissionState,
)
from peer_challenge.domain.order import row_of as _row_of  # noqa: E402

MEETING = date(2026, 11, 12)


def a_triad_that_met(store: Store, *, met: bool = True) -> Triad:
    """Put a triad into the store that met on 12 November 2026, Medway leading and Slough third, with no finding yet."""
    triad = a_triad(store)
    _, medway, slough = triad.hosts
    session = store.new_id()
    state = SessionState.HELD if met else SessionState.PLANNED
    store.apply(
        add(
            "Meet",
            r.Session(
                id=session, round=triad.round, group=triad.group, held_on=MEETING, starts_at=time(9, 30), state=state
            ),
            *(
                r.Duty(
                    id=link_id("duty", triad.challenges[0], of, also=f"{kind}:"),
                    challenge=triad.challenges[0],
                    authority=of,
                    kind=kind,
                )
                for of, kind in (
                    (medway, DutyKind.LEAD_CHALLENGER),
                    (slough, DutyKind.THIRD_PEER),
                    (slough, DutyKind.NOTE_TAKER),
                )
            ),
        )
    )
    return Triad(triad.round, triad.plan, triad.group, triad.hosts, triad.challenges, triad.lines, session)


def a_finding(
    store: Store,
    triad: Triad,
    text: str,
    kind: FindingKind = FindingKind.STRENGTH,
    state: FindingState = FindingState.AGREED,
    *,
    line: UUID | None = None,
    host: int = 0,
) -> UUID:
    """Add a finding on one host; under the first line of enquiry unless another is given."""
    found = store.new_id()
    before = len(store.find(r.Finding, challenge=triad.challenges[host]))
    store.apply(
        add(
            "Add finding",
            r.Finding(
                id=found,
                challenge=triad.challenges[host],
                line=line or triad.lines[0],
                kind=kind,
                text=text,
                state=state,
                position=_row_of(400)[before],
            ),
        )
    )
    return found


def a_sef(
    store: Store, triad: Triad, *, shared_on: date | None, version: int = 1, state: SubmissionState | None = None
) -> UUID:
    """Add a SEF of the first host, with one statement, one answer and one piece of evidence; return its id."""
    sef = known_id("submission", triad.round, triad.hosts[0]) if version == 1 else store.new_id()
    said = state or (SubmissionState.SHARED if shared_on else SubmissionState.ACCEPTED)
    store.apply(
        add(
            "Add SEF",
            r.Submission(
                id=sef, round=triad.round, authority=triad.hosts[0], version=version, state=said, shared_on=shared_on
            ),
            r.Claim(id=store.new_id(), submission=sef, line=triad.lines[0], text=f"Statement of version {version}."),
            r.Answer(
                id=known_id("answer", sef, triad.lines[0]),
                submission=sef,
                line=triad.lines[0],
                challenge_us=f"Challenge of version {version}?",
            ),
            r.Evidence(id=store.new_id(), submission=sef, kind=EvidenceKind.AUDIT, title=f"Audit of version {version}"),
        )
    )
    return sef


# End of feedback ---------------------------------------------------------------------------------------------------

# Meetings: two settled triads of one round --------------------------------------------------------------------------


def two_triads(store: Store) -> tuple[Triad, Triad]:
    """Put a round with two settled groups into the store, Triad A and Triad B of Oxfordshire, Reading and Surrey."""
    one = a_triad(store)
    group = store.new_id()
    names = ("Oxfordshire", "Reading", "Surrey")
    hosts = tuple(known_id("authority", name) for name in names)
    challenges = tuple(known_id("challenge", group, host) for host in hosts)
    store.apply(
        add(
            "Set up",
            r.Group(id=group, plan=one.plan, name="Triad B", position="z"),
            *(r.Authority(id=host, name=name) for host, name in zip(hosts, names, strict=True)),
            *(
                r.Membership(id=link_id("membership", group, host), group=group, authority=host, position=at)
                for host, at in zip(hosts, row_of(3), strict=True)
            ),
            *(
                r.Challenge(id=each, round=one.round, group=group, host=host, position=at)
                for each, host, at in zip(challenges, hosts, row_of(3), strict=True)
            ),
        )
    )
    return one, Triad(one.round, one.plan, group, hosts, challenges, one.lines)


# End of meetings ----------------------------------------------------------------------------------------------------
