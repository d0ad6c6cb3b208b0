"""The number of legal plans, exactly; the South East's figures were computed independently (domain notes 6.10)."""

import pytest

from peer_challenge.allocation import Problem, Sizes, Together, count_plans
from peer_challenge.domain.errors import UserError


@pytest.mark.parametrize(
    ("rules", "pairs", "plans"),
    [
        ((), 0, 5_431_826_400),
        (("R1", "R2", "R3"), 54, 493_447),
        (("R1", "R4", "R3"), 60, 136_514),
        (("R1", "R4", "R3", "R5"), 60, 3_098),
    ],
)
def test_the_south_east(south_east, rules, pairs, plans):
    problem = south_east(*rules)
    assert len(problem.authorities) == 19
    assert len(problem.apart) == pairs
    assert count_plans(problem) == plans


def test_small_counts_by_hand():
    assert count_plans(Problem(tuple("ABCDEF"))) == 10
    assert count_plans(Problem(tuple("ABCDEF"), together=(Together(("A", "B")),))) == 4
    assert count_plans(Problem(tuple("ABCDEF"), locked=(("A", "C", "F"),))) == 1
    assert count_plans(Problem(tuple("ABCDE"), sizes=Sizes(min=2))) == 10
    assert count_plans(Problem(tuple("ABC"), locked=(("A", "B", "C"),))) == 1


def test_locks_that_leave_no_make_up_count_zero():
    two_quartets = Problem(tuple("ABCDEFGHIJ"), locked=(tuple("ABCD"), tuple("EFGH")))
    assert count_plans(two_quartets) == 0


def test_twenty_one_is_the_most():
    assert count_plans(Problem(tuple("ABCDEFGHIJKLMNOPQRSTU"))) == 36_212_176_000
    with pytest.raises(UserError, match="at most 21"):
        count_plans(Problem(tuple("ABCDEFGHIJKLMNOPQRSTUV")))
