"""Settling a plan: its groups stand, each host gets a challenge, roles in turn and a SEF to write."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import DutyKind, PlanState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id, link_id
from peer_challenge.domain.order import row_of
from peer_challenge.domain.records import Challenge, Duty, Membership, Plan, Record, Round, Submission
from peer_challenge.services.board import BoardView, board
from peer_challenge.services.groups import open_plan
from peer_challenge.services.plan_rules import question_of
from peer_challenge.services.plans import check_complete, reasons_written
from peer_challenge.storage.queries import plans as queries
from peer_challenge.storage.store import Store


def settle(store: Store, plan: UUID, exception: str = "") -> ChangeSet:
    """Let the groups of a plan stand, as one act: challenges, roles in turn, first SEFs, reasons kept as they are.

    `exception` says why broken rules are accepted and who agreed; without it a plan that breaks one is refused, as is
    one that leaves an authority out, or a round that has a settled plan already.
    """
    record = open_plan(store, plan)
    settled = store.find(Plan, round=record.round, state=PlanState.SETTLED)
    if settled:
        raise UserError(f"{settled[0].name} is settled for this round already. Undo that first.")
    view = board(store, plan, question_of(store, plan))
    check_complete(view.groups, [card.name for card in view.unplaced])
    _check_rules(view, exception)
    state = edit(
        f"Settle {record.name}",
        record,
        state=PlanState.SETTLED,
        settled_on=store.now().date(),
        exception=exception.strip() if view.broken else "",
    )
    return state + reasons_written(store, plan, view.groups) + add("", *_made(store, record, view))


def _check_rules(view: BoardView, exception: str) -> None:
    if view.broken and not exception.strip():
        others = len(view.broken) - 1
        more = f", and {others} more" if others else ""
        found = f"A rule is broken ({view.broken[0]}{more})"
        raise UserError(f"{found}. Move an authority, or write which exception was agreed, why and by whom.")


def _made(store: Store, plan: Plan, view: BoardView) -> Iterator[Record]:
    sef_due = store.need(Round, plan.round).sef_due
    seats = queries.seats_of(store, plan.id)
    for group in view.groups:
        hosts = shared_seats([seat.membership for seat in seats[group.id]])
        for at, position in enumerate(row_of(len(hosts))):
            challenge = _challenge(plan.round, group.id, hosts[at][0], position)
            yield challenge
            yield from _duties(challenge.id, [*hosts[at + 1 :], *hosts[:at]])
            submission = known_id("submission", plan.round, challenge.host)
            if store.get(Submission, submission) is None:
                yield Submission(id=submission, round=plan.round, authority=challenge.host, due_on=sef_due)


def shared_seats(members: Sequence[Membership]) -> list[list[UUID]]:
    """Return the seats of a group in order, each with the authority or the linked authorities that sit as one."""
    seats: dict[UUID, list[UUID]] = {}
    for each in members:
        seats.setdefault(each.shares_seat or each.authority, []).append(each.authority)
    return list(seats.values())


def _challenge(round_id: UUID, group: UUID, host: UUID, position: str) -> Challenge:
    return Challenge(id=known_id("challenge", group, host), round=round_id, group=group, host=host, position=position)


def _duties(challenge: UUID, others: Sequence[Sequence[UUID]]) -> Iterator[Duty]:
    """Yield the duties of the seats after the host's: since each host begins one further, everyone leads once.

    The one who listens longest takes the notes: the fourth of a quartet, the third of a triad, the other of a pair.
    """
    turns = [(DutyKind.LEAD_CHALLENGER, others[0]), (DutyKind.NOTE_TAKER, others[-1])]
    if len(others) > 1:
        turns.insert(1, (DutyKind.THIRD_PEER, others[1]))
    for kind, seat in turns:
        yield duty(challenge, kind, authority=seat[0])


def duty(
    challenge: UUID,
    kind: DutyKind,
    *,
    authority: UUID | None = None,
    person: UUID | None = None,
    session: UUID | None = None,
) -> Duty:
    """Return the record of a duty, with the id that every copy gives it."""
    holder = authority or person
    assert holder is not None
    made = link_id("duty", challenge, holder, also=f"{kind}:{session or ''}")
    return Duty(id=made, challenge=challenge, kind=kind, authority=authority, person=person, session=session)
