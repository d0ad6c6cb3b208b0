"""An authority is succeeded by others: Surrey on 1 April 2027, before, on and after the day."""

from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import DutyKind, Joining, RelationshipKind
from peer_challenge.domain.errors import UserError
from peer_challenge.services.authorities import authority_view, edit_authority, register, relate
from peer_challenge.services.carried_over import last_sef
from peer_challenge.services.plan_wishes import neighbour_ways
from peer_challenge.services.reference import statistical_neighbours
from peer_challenge.services.rounds import participants, set_joining, start_round
from peer_challenge.services.successors import descent, following, name_successors
from peer_challenge.storage.queries.challenges import Past
from peer_challenge.storage.store import Store
from tests.builders import a_sef, a_triad_that_met, authority_id, south_east_round

DAY = date(2027, 4, 1)


@pytest.fixture
def round_id(store: Store) -> UUID:
    """The round of the nineteen, begun before the day, and one declared interest of Surrey's."""
    made = south_east_round(store)
    store.apply(
        relate(store, authority_id(store, "Surrey"), authority_id(store, "Slough"), RelationshipKind.DECLARED_CONFLICT)
    )
    return made


def succeed(store: Store, *names: str, day: date | None = DAY, old: str = "Surrey") -> None:
    store.apply(name_successors(store, authority_id(store, old), names, day))


def links(store: Store, name: str) -> set[tuple[RelationshipKind, int | None, str]]:
    view = authority_view(store, authority_id(store, name), None)
    return {(each.link.kind, each.link.year, store.need(r.Authority, each.other).name) for each in view.links}


def next_round(store: Store, day: date = date(2027, 9, 1)) -> set[str]:
    """Start a round of everybody there is on a day; return who takes part."""
    act = start_round(store, "Autumn 2027", "quality_assurance", "South East", starts=day, sef_due=None)
    store.apply(act)
    return {each.name for each in participants(store, act.changes[0].record.id)}


def test_both_successors_inherit_every_link_and_one_undo_takes_it_all_back(store: Store, round_id: UUID) -> None:
    before, count = links(store, "Surrey"), len(store.find(r.Authority))
    assert (RelationshipKind.DECLARED_CONFLICT, None, "Slough") in before
    succeed(store, "East Surrey", "West  Surrey")
    for name, other in (("East Surrey", "West Surrey"), ("West Surrey", "East Surrey")):
        assert links(store, name) == before | {(RelationshipKind.SHARES_BORDER, None, other)}
    east = store.need(r.Authority, authority_id(store, "East Surrey"))
    surrey = store.need(r.Authority, authority_id(store, "Surrey"))
    assert (east.region, east.stratum, east.valid_from) == (surrey.region, surrey.stratum, DAY)
    assert east.impact_of_leaders is None
    assert (surrey.valid_to, len(surrey.successors)) == (date(2027, 3, 31), 2)
    assert links(store, "Surrey") == before
    store.undo()
    assert len(store.find(r.Authority)) == count
    assert store.need(r.Authority, surrey.id).successors == ()


def test_a_later_round_has_the_successors_and_an_earlier_one_keeps_the_old(store: Store, round_id: UUID) -> None:
    succeed(store, "East Surrey", "West Surrey")
    assert "Surrey" in {each.name for each in participants(store, round_id)}
    later = next_round(store)
    assert len(later) == 20
    assert {"East Surrey", "West Surrey"} <= later
    assert "Surrey" not in later


@pytest.mark.parametrize(("day", "who"), [(date(2027, 3, 31), {"Surrey"}), (DAY, {"East Surrey", "West Surrey"})])
def test_the_day_itself_belongs_to_the_successors(store: Store, round_id: UUID, day: date, who: set[str]) -> None:
    succeed(store, "East Surrey", "West Surrey")
    assert {each for each in next_round(store, day) if "Surrey" in each} == who


def test_a_round_that_was_set_up_for_after_the_day_takes_the_successors(store: Store, round_id: UUID) -> None:
    next_round(store)
    later = next(each.id for each in store.find(r.Round) if each.id != round_id)
    succeed(store, "East Surrey", "West Surrey")
    assert "Surrey" not in {each.name for each in participants(store, later)}
    assert len(participants(store, later)) == 20
    row = next(each for each in register(store, later) if each.name == "Surrey")
    assert row.joining_words == "Declined: Succeeded by East Surrey and West Surrey on 1 April 2027"
    with pytest.raises(UserError, match="Surrey ended on 31 March 2027, before this round"):
        set_joining(store, later, row.id, Joining.JOINED)
    assert len(participants(store, round_id)) == 19


def test_who_is_not_there_yet_says_so_in_the_register_of_the_round_under_way(store: Store, round_id: UUID) -> None:
    succeed(store, "East Surrey", "West Surrey")
    words = {each.name: each.joining_words for each in register(store, round_id)}
    assert words["East Surrey"] == "Begins 1 April 2027"
    assert words["Surrey"] == "Taking part"


def test_a_round_under_way_goes_on_and_says_so(store: Store, round_id: UUID) -> None:
    surrey = authority_id(store, "Surrey")
    offered = following(store, surrey, round_id)
    assert (offered.names, offered.day, offered.named) == (("East Surrey", "West Surrey"), DAY, False)
    succeed(store, *offered.names, day=offered.day)
    assert following(store, surrey, round_id).sentences == (
        "East Surrey and West Surrey will take its place on 1 April 2027.",
        "This round goes on with Surrey to its end.",
    )
    assert following(store, authority_id(store, "East Surrey"), round_id).sentences == (
        "It took the place of Surrey on 1 April 2027.",
    )


def test_two_may_be_followed_by_one_that_is_here_already(store: Store, round_id: UUID) -> None:
    succeed(store, "Greater Solent", old="Portsmouth")
    succeed(store, "greater solent", old="Southampton")
    assert len([each for each in store.find(r.Authority) if each.name.casefold() == "greater solent"]) == 1
    expected = links(store, "Portsmouth") | links(store, "Southampton")
    assert {each[2] for each in links(store, "Greater Solent")} >= {each[2] for each in expected} - {
        "Portsmouth",
        "Southampton",
    }


def test_the_neighbours_of_the_old_are_those_of_the_new(store: Store, round_id: UUID) -> None:
    succeed(store, "East Surrey", "West Surrey")
    east, surrey = (store.need(r.Authority, authority_id(store, name)) for name in ("East Surrey", "Surrey"))
    others = [each for each in store.find(r.Authority) if each.id not in {east.id, surrey.id, *surrey.successors}]
    assert any(neighbour_ways(surrey, each) for each in others)
    assert [neighbour_ways(east, each) for each in others] == [neighbour_ways(surrey, each) for each in others]
    assert surrey.dfe_code in statistical_neighbours()


def test_what_an_authority_hosted_and_led_counts_for_its_successors() -> None:
    old, new, newer, kent = (UUID(int=at) for at in range(1, 5))
    after = descent([r.Authority(id=old, successors=(new,)), r.Authority(id=new, successors=(newer,))])
    assert after == {old: (new, newer), new: (newer,)}
    lead = DutyKind.LEAD_CHALLENGER
    past = Past({(lead, old, kent): 2}, {(lead, old): 2}, {old: 1, kent: 1}, {}).as_theirs(after)
    assert past.duties == {(lead, old, kent): 2, (lead, new, kent): 2, (lead, newer, kent): 2}
    assert (past.had[lead, newer], past.hosted) == (2, {old: 1, new: 1, newer: 1, kent: 1})


def test_a_successor_begins_from_the_sef_of_the_old(store: Store) -> None:
    triad = a_triad_that_met(store)
    a_sef(store, triad, shared_on=date(2026, 10, 1))
    succeed(store, "East Kent", "West Kent", old="Kent")
    found = last_sef(store, triad.round, authority_id(store, "East Kent"))
    assert found is not None
    assert found.authority == triad.hosts[0]


@pytest.mark.parametrize(
    ("names", "day", "says"),
    [
        ([], DAY, "Write who takes the place of Surrey"),
        (["Surrey"], DAY, "Surrey cannot take the place of Surrey"),
        (["East Surrey"], None, "Write the day from which others take the place of Surrey"),
        (["Kent"], date(2028, 4, 1), "Kent ends on 31 March 2027, before 1 April 2028"),
        (["New Kent"], DAY, ""),
    ],
)
def test_what_cannot_be_is_refused(store: Store, round_id: UUID, names: list[str], day: date | None, says: str) -> None:
    succeed(store, "New Kent", old="Kent")
    if not says:
        assert name_successors(store, authority_id(store, "Surrey"), names, day).changes
        return
    with pytest.raises(UserError, match=says):
        name_successors(store, authority_id(store, "Surrey"), names, day)


def test_nobody_follows_themselves_by_a_circle(store: Store, round_id: UUID) -> None:
    succeed(store, "East Surrey")
    store.apply(edit_authority(store, authority_id(store, "East Surrey"), valid_from=None))
    with pytest.raises(UserError, match="Surrey cannot take the place of East Surrey"):
        name_successors(store, authority_id(store, "East Surrey"), ["Surrey"], date(2029, 4, 1))
