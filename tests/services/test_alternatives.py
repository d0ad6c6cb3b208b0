"""Further plans under the same rules, held as drafts and compared."""

from time import perf_counter

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Group, Plan
from peer_challenge.services import groups, own_rules
from peer_challenge.services.alternatives import compare, different_plans, keep_as_draft, other_plans
from peer_challenge.services.board import board
from peer_challenge.services.exceptions import agree_exception
from peer_challenge.services.plans import suggest
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round


@pytest.fixture
def plan(store):
    made = draft_plan(store, south_east_round(store), weight_balance=5)
    store.apply(suggest(store, made))
    return made


def held(store, plan, sketch, name=""):
    act = keep_as_draft(store, plan, sketch.groups, name)
    store.apply(act)
    return act.changes[0].record.id


def names(view):
    return {tuple(card.name for card in each.cards) for each in view.groups}


def test_the_next_best_come_in_order_and_are_not_what_is_on_the_board(store, plan):
    best = board(store, plan)
    found = other_plans(store, plan, 5)
    assert len(found) == 5
    assert [each.points for each in found] == sorted(each.points for each in found)
    assert all(each.points == best.points + each.more for each in found)
    assert all(set(each.groups) != names(best) for each in found)
    assert all(each.changed == len(set(each.groups) - names(best)) >= 1 for each in found)
    assert len({each.groups for each in found}) == 5


def test_different_ones_share_few_groups(store, plan):
    found = different_plans(store, plan, differing=4, count=3)
    best = names(board(store, plan))
    for at, each in enumerate(found):
        for before in (best, *(set(other.groups) for other in found[:at])):
            assert len(set(each.groups) - before) >= 4
    assert len(found) == 3


def test_locked_groups_are_in_every_one(store, plan):
    group = board(store, plan).groups[2]
    store.apply(groups.lock(store, group.id, True))
    kept = tuple(card.name for card in group.cards)
    found = (*other_plans(store, plan, 2), *different_plans(store, plan, 3, 2))
    assert len(found) == 4
    assert all(kept in each.groups for each in found)


def test_one_is_held_as_a_draft_with_the_same_rules_names_and_locks(store, plan):
    first = board(store, plan).groups[0]
    store.apply(groups.rename_group(store, first.id, "Coast"))
    store.apply(groups.lock(store, first.id, True))
    store.apply(own_rules.keep_apart(store, plan, [authority_id(store, "Kent"), authority_id(store, "Reading")]))
    store.apply(suggest(store, plan))
    sketch = other_plans(store, plan, 1)[0]
    draft = held(store, plan, sketch)
    record, view = store.need(Plan, draft), board(store, draft)
    assert (record.name, record.weight_balance) == ("Plan B", 5)
    assert names(view) == set(sketch.groups)
    assert view.points == sketch.points
    assert view.best is (sketch.more == 0)
    assert [(each.name, each.locked) for each in view.groups if each.locked] == [("Coast", True)]
    assert len(own_rules.rules_of_plan(store, draft)) == 1
    assert all(each.reason for each in store.find(Group, plan=draft))
    store.undo()
    assert store.get(Plan, draft) is None
    with pytest.raises(UserError, match="another draft plan named plan a"):
        keep_as_draft(store, plan, sketch.groups, "plan a")


def test_exceptions_agreed_are_held_as_well(store, plan):
    by_hand = draft_plan(store, store.need(Plan, plan).round, "Slough, Wokingham, Buckinghamshire", avoid_borders=False)
    group = board(store, by_hand).groups[0]
    store.apply(agree_exception(store, by_hand, group.breaches[0], "Asked for it"))
    store.apply(groups.lock(store, group.id, True))
    sketch = other_plans(store, by_hand, 1)[0]
    draft = held(store, by_hand, sketch)
    assert ("Buckinghamshire", "Slough", "Wokingham") in sketch.groups
    assert (board(store, draft).broken, board(store, draft).points) == ((), sketch.points)


def test_plans_stand_side_by_side_with_their_differences_marked(store, plan):
    by_hand = draft_plan(store, store.need(Plan, plan).round, LEGAL_GROUPS)
    store.apply(groups.swap(store, by_hand, authority_id(store, "Slough"), authority_id(store, "Medway")))
    view = compare(store, [plan, by_hand, plan])
    assert [(each.name, len(each.broken)) for each in view.plans] == [("Plan A", 0), ("Plan B", 3), ("Plan A", 0)]
    assert (view.plans[0].best, view.plans[1].best) == (True, False)
    assert view.plans[1].points == board(store, by_hand).points
    for first, second, third in view.rows:
        assert first == third
        assert first.same
        assert not first.new
        assert second.new == frozenset(second.names) - frozenset(first.names)
        assert second.same is not bool(second.new or len(second.names) != len(first.names))
    assert sum(second.broken for _, second, _ in view.rows) == 3


def test_a_plan_with_more_groups_has_rows_of_its_own(store, plan):
    other = draft_plan(store, store.need(Plan, plan).round, "Kent, Slough")
    view = compare(store, [other, plan])
    assert [row[0] is None for row in view.rows] == [False] + [True] * 5
    assert compare(store, []).rows == ()


def test_ten_plans_come_within_a_second(store, plan):
    other_plans(store, plan, 1)
    begun = perf_counter()
    assert len(other_plans(store, plan, 10)) == 10
    assert perf_counter() - begun < 3  # three times what is asked, for a busy machine
