"""From a day on somebody else has the duties and roles; what was before that day stays."""

from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import DutyKind, Role
from peer_challenge.domain.errors import UserError
from peer_challenge.services.challenges import assign_duty
from peer_challenge.services.handing_over import drafts_of, hand_over, to_hand_over
from peer_challenge.storage.store import Store
from tests.builders import MEETING, a_triad_that_met

BO, CY = UUID(int=0xB0), UUID(int=0xC7)


@pytest.fixture
def medway(store: Store) -> UUID:
    """Bo leads the challenge of Kent for Medway, and is its QA lead; Cy is of Medway too."""
    triad = a_triad_that_met(store)
    authority = triad.hosts[1]
    store.apply(
        add(
            "Add people",
            r.Person(id=BO, name="Bo Elm", authority=authority),
            r.Person(id=CY, name="Cy Ash", authority=authority),
            r.RolePeriod(id=store.new_id(), person=BO, role=Role.QA_LEAD, authority=authority, ends=date(2027, 3, 31)),
            r.Note(
                id=store.new_id(),
                challenge=triad.challenges[0],
                session=triad.session,
                text="Read",
                author=BO,
                at=store.now(),
            ),
        )
    )
    store.apply(assign_duty(store, triad.challenges[0], DutyKind.LEAD_CHALLENGER, authority, BO))
    return authority


def leader(store: Store) -> UUID | None:
    (duty,) = [each for each in store.find(r.Duty) if each.kind is DutyKind.LEAD_CHALLENGER]
    return duty.person


def test_duties_and_roles_go_over_from_the_day_and_come_back_with_undo(store: Store, medway: UUID) -> None:
    rows = to_hand_over(store, BO, MEETING)
    assert [row.sentence for row in rows] == [
        "Lead challenger, challenge of Kent, 12 November 2026.",
        "QA lead, role, until 31 March 2027.",
    ]
    store.apply(hand_over(store, BO, CY, MEETING))
    assert leader(store) == CY
    (old,) = store.find(r.RolePeriod, person=BO)
    (new,) = store.find(r.RolePeriod, person=CY)
    assert (old.ends, new.role, new.starts, new.ends) == (
        date(2026, 11, 11),
        Role.QA_LEAD,
        MEETING,
        date(2027, 3, 31),
    )
    assert drafts_of(store, BO) == 1
    store.undo()
    assert leader(store) == BO
    assert store.find(r.RolePeriod, person=CY) == []


def test_what_was_before_the_day_stays(store: Store, medway: UUID) -> None:
    later = date(2026, 11, 13)
    assert [row.words for row in to_hand_over(store, BO, later)] == ["QA lead"]
    store.apply(hand_over(store, BO, CY, later))
    assert leader(store) == BO


def test_a_role_that_has_not_begun_goes_whole(store: Store, medway: UUID) -> None:
    period = r.RolePeriod(id=store.new_id(), person=CY, role=Role.SPONSOR, starts=date(2027, 1, 1))
    store.apply(add("Add role", period))
    store.apply(hand_over(store, CY, BO, MEETING))
    assert store.need(r.RolePeriod, period.id).person == BO


def test_nothing_to_hand_over_and_nobody_to_take_it_are_refused(store: Store, medway: UUID) -> None:
    with pytest.raises(UserError, match=r"^Cy Ash has no duty and no role on 12 November 2026"):
        hand_over(store, CY, BO, MEETING)
    with pytest.raises(UserError, match=r"^Bo Elm has it already"):
        hand_over(store, BO, BO, MEETING)


def test_a_duty_does_not_go_to_somebody_of_the_host(store: Store, medway: UUID) -> None:
    kent = store.find(r.Authority, name="Kent")[0].id
    store.apply(add("Add", r.Person(id=UUID(int=0xDE), name="Di Oak", authority=kent)))
    with pytest.raises(UserError, match="Kent is the host here"):
        hand_over(store, BO, UUID(int=0xDE), MEETING)
