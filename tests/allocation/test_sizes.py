"""How many groups of each size a count makes."""

import pytest

from peer_challenge.allocation import Sizes, group_sizes
from peer_challenge.domain.errors import UserError


@pytest.mark.parametrize(
    ("count", "made"),
    [
        (3, {3: 1}),
        (4, {4: 1}),
        (6, {3: 2}),
        (7, {3: 1, 4: 1}),
        (8, {4: 2}),
        (15, {3: 5}),
        (16, {3: 4, 4: 1}),
        (17, {3: 3, 4: 2}),
        (18, {3: 6}),
        (19, {3: 5, 4: 1}),
        (20, {3: 4, 4: 2}),
    ],
)
def test_triads_and_as_few_quartets_as_the_count_allows(count, made):
    assert group_sizes(count, Sizes()) == made


def test_a_pair_only_where_nothing_else_makes_the_count():
    assert group_sizes(5, Sizes(min=2)) == {2: 1, 3: 1}
    assert group_sizes(19, Sizes(min=2)) == {3: 5, 4: 1}
    assert group_sizes(2, Sizes(min=2)) == {2: 1}


def test_few_smaller_groups_come_before_few_larger_ones():
    assert group_sizes(11, Sizes(min=3, prefer=4, max=5)) == {3: 1, 4: 2}
    assert group_sizes(9, Sizes(min=3, prefer=4, max=5)) == {4: 1, 5: 1}
    assert group_sizes(10, Sizes(min=3, prefer=4, max=6)) == {4: 1, 6: 1}


def test_what_is_equal_is_settled_by_evenness():
    assert group_sizes(20, Sizes(min=3, prefer=3, max=8)) == {3: 5, 5: 1}


@pytest.mark.parametrize(
    ("count", "sizes", "says"),
    [
        (5, Sizes(), "Counts that work: 3, 4 and any from 6."),
        (2, Sizes(), "Counts that work: 3, 4 and any from 6."),
        (7, Sizes(3, 3, 3), "Counts that work are multiples of 3, such as 6 and 9."),
        (2, Sizes(3, 3, 3), "Counts that work are multiples of 3, such as 3."),
        (9, Sizes(5, 5, 7), "Counts that work: 5, 6, 7 and any from 10."),
    ],
)
def test_an_impossible_count_names_the_counts_that_work(count, sizes, says):
    with pytest.raises(UserError) as refusal:
        group_sizes(count, sizes)
    assert refusal.value.sentence.startswith(f"sizes: {count} authorities cannot be put in groups of")
    assert refusal.value.sentence.endswith(says)


@pytest.mark.parametrize("low", range(2, 9))
def test_the_counts_said_to_work_are_those_that_do(low):
    for high in range(low + 1, 9):
        works = {n: _makes(n, low, high) for n in range(1, 80)}
        failing = [n for n, can in works.items() if not can and n >= low] or [1]
        with pytest.raises(UserError) as refusal:
            group_sizes(failing[-1], Sizes(low, low, high))
        always = int(refusal.value.sentence.rsplit(" ", 1)[1].rstrip("."))
        assert all(works[n] for n in range(always, 80))
        assert not works[always - 1]


def _makes(count, low, high):
    try:
        made = group_sizes(count, Sizes(low, low, high))
    except UserError:
        return False
    return sum(size * number for size, number in made.items()) == count


def test_two_thousand_authorities_are_counted_at_once():
    assert group_sizes(2000, Sizes()) == {3: 664, 4: 2}
