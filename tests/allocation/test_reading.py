"""A problem file is read strictly, and every refusal is one sentence naming the place."""

import json
from time import process_time

import pytest

from peer_challenge.allocation import (
    Apart,
    PairCost,
    PerGroup,
    SetCost,
    Sizes,
    Together,
    load_problem,
    read_problem,
    score,
    solve,
)
from peer_challenge.domain.errors import Exit, UserError

SIX = ["Kent", "Medway", "Reading", "Slough", "Surrey", "Wokingham"]


def test_only_authorities_are_required():
    problem = read_problem({"authorities": SIX})
    assert problem.authorities == tuple(SIX)
    assert problem.sizes == Sizes(min=3, prefer=3, max=4)
    assert (problem.alternatives, problem.seed, problem.time_limit_s) == (0, 1, 10.0)


def test_everything_the_format_has_is_read():
    problem = read_problem(
        {
            "authorities": SIX,
            "sizes": {"min": 2, "prefer": 3, "max": 4},
            "pair_costs": [{"pair": ["Kent", "Slough"], "cost": 40, "reason": "together in 2019"}],
            "set_costs": [{"name": "counties together", "members": ["Kent", "Surrey"], "over": 1, "cost": 15}],
            "apart": [{"pair": ["Kent", "Medway"], "reason": "share a border"}],
            "together": [{"pair": ["Surrey", "Wokingham"]}],
            "locked": [["Kent", "Slough", "Reading"]],
            "per_group": [
                {"name": "strong", "members": ["Kent", "Surrey"], "min": 1},
                {"name": "x", "members": [], "max": 1},
            ],
            "alternatives": 3,
            "seed": 7,
            "time_limit_s": 2.5,
        }
    )
    assert problem.pair_costs == (PairCost(("Kent", "Slough"), 40, "together in 2019"),)
    assert problem.set_costs == (SetCost("counties together", ("Kent", "Surrey"), 1, 15),)
    assert problem.apart == (Apart(("Kent", "Medway"), "share a border"),)
    assert problem.together == (Together(("Surrey", "Wokingham")),)
    assert problem.locked == (("Kent", "Slough", "Reading"),)
    assert problem.per_group == (PerGroup("strong", ("Kent", "Surrey"), 1, None), PerGroup("x", (), 0, 1))
    assert (problem.sizes.min, problem.alternatives, problem.seed, problem.time_limit_s) == (2, 3, 7, 2.5)


def _pair_cost(cost):
    return {"pair_costs": [{"pair": ["Kent", "Slough"], "cost": cost}]}


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        ({"colour": 1}, 'the problem: "colour" is not a key it can have'),
        ({"authorities": []}, "authorities: there are none"),
        ({"authorities": ["Kent"]}, 'authorities: "Kent" is the only one'),
        ({"authorities": "Kent"}, "authorities: expected a list in square brackets, found text"),
        ({"authorities": ["Kent", 5]}, "authorities[1]: expected text in quotes, found a number"),
        ({"authorities": ["Kent", " "]}, "authorities[1]: the name is blank"),
        ({"authorities": ["Kent", "Slo\ud800ugh"]}, "authorities[1]: the text holds characters that cannot be printed"),
        ({"authorities": ["Kent", "Slough", "Kent"]}, 'authorities[2]: "Kent" is listed twice'),
        (
            {"authorities": ["Kent", "Slough", "kent "]},
            'authorities[2]: "kent " is listed already, as "Kent". Remove one.',
        ),
        ({"authorities": SIX[:5]}, "sizes: 5 authorities cannot be put in groups of 3 to 4"),
        ({"authorities": [str(n) for n in range(2001)]}, "authorities: there are 2,001. At most 2,000"),
        ({"sizes": {"min": 4}}, "sizes: min 4, prefer 3, max 4 are not in order"),
        ({"sizes": {"min": 1}}, "sizes.min: 1 is too small"),
        ({"sizes": {"max": 9}}, "sizes.max: 9 is too large"),
        ({"sizes": {"most": 4}}, 'sizes: "most" is not a key it can have. It can have max, min, prefer.'),
        ({"sizes": {"min": True}}, "sizes.min: expected a whole number, found true"),
        (_pair_cost(-1), "pair_costs[0].cost: -1 is negative"),
        (_pair_cost(2.5), "pair_costs[0].cost: 2.5 is not a whole number"),
        (_pair_cost(True), "pair_costs[0].cost: expected a whole number, found true"),
        (_pair_cost(None), "pair_costs[0].cost: expected a whole number, found nothing"),
        (_pair_cost(10**6 + 1), "pair_costs[0].cost: 1000001 is too large"),
        (_pair_cost(10**5000), "pair_costs[0].cost: the number is too large"),
        ({"pair_costs": [{"pair": ["Kent", "Kent"], "cost": 1}]}, 'pair_costs[0]: "Kent" is paired with itself'),
        ({"pair_costs": [{"pair": ["Kent"], "cost": 1}]}, "pair_costs[0].pair: expected two authorities, found 1"),
        ({"pair_costs": [{"pair": ["Kent", "Slough"]}]}, 'pair_costs[0]: the key "cost" is missing'),
        ({"pair_costs": [["Kent", "Slough", 1]]}, "pair_costs[0]: expected keys and values in braces, found a list"),
        (
            {"apart": [{"pair": ["Kentt", "Slough"]}]},
            'apart[0]: "Kentt" is not one of the authorities. Check the spelling.',
        ),
        ({"together": [{"pair": ["Kent", "Kent"]}]}, 'together[0]: "Kent" is paired with itself'),
        ({"set_costs": [{"name": "x", "members": [], "cost": 1}]}, 'set_costs[0]: the key "over" is missing'),
        ({"set_costs": [{"name": "x", "members": ["Bath"], "over": 1, "cost": 1}]}, 'set_costs[0]: "Bath" is not one'),
        ({"per_group": [{"name": "x", "members": ["Kent", "Kent"], "min": 1}]}, 'per_group[0]: "Kent" is listed twice'),
        ({"per_group": [{"name": "x", "members": ["Kent"]}]}, 'per_group[0]: give "min", "max" or both'),
        (
            {"per_group": [{"name": "x", "members": ["Kent"], "min": 2, "max": 1}]},
            "per_group[0]: min 2 is more than max 1",
        ),
        (
            {"locked": [["Kent", "Slough"]]},
            "locked[0]: the group breaks a rule (sizes): Kent and Slough: 2 in the group",
        ),
        (
            {"locked": [["Kent", "Slough", "Surrey", "Medway"]]},
            "locked[0]: the group has 4, but 6 authorities make groups",
        ),
        ({"locked": [SIX[:3], SIX[2:5]]}, 'locked[1]: "Reading" is already locked in locked[0]'),
        ({"locked": [[]]}, "locked[0]: the group is empty"),
        (
            {"locked": [SIX[:3]], "apart": [{"pair": ["Medway", "Kent"], "reason": "share a border"}]},
            "locked[0]: the group breaks a rule (apart[0]): Medway and Kent are kept apart: share a border.",
        ),
        (
            {"locked": [SIX[:3]], "together": [{"pair": ["Kent", "Surrey"]}]},
            "locked[0]: the group breaks a rule (together[0])",
        ),
        ({"alternatives": -1}, "alternatives: -1 is negative"),
        ({"alternatives": 101}, "alternatives: 101 is too large"),
        ({"seed": "a"}, "seed: expected a whole number, found text"),
        ({"time_limit_s": 0}, "time_limit_s: give a number of seconds above 0"),
        ({"time_limit_s": float("inf")}, "time_limit_s: give a number of seconds above 0"),
        ({"time_limit_s": False}, "time_limit_s: expected a number of seconds, found false"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(extra, says):
    with pytest.raises(UserError) as refusal:
        read_problem({"authorities": SIX, **extra})
    assert says in refusal.value.sentence
    assert "\n" not in refusal.value.sentence
    assert refusal.value.exit_code == Exit.WRONG_INPUT


@pytest.mark.parametrize("value", [None, [], "text", 3, {}])
def test_something_else_than_a_problem_is_refused(value):
    with pytest.raises(UserError):
        read_problem(value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"authorities": [\n"Kent",\n]}', "is not JSON: "),
        ("", "is not JSON: Expecting value at line 1, column 1."),
        ('{"authorities": ["A", "B"], "seed": NaN}', "NaN is not a number"),
        ('{"authorities": ["A", "B"], "time_limit_s": -Infinity}', "-Infinity is not a number"),
        ('{"seed": 1, "seed": 2}', 'the key "seed" stands twice'),
        ("[" * 200_000, "nested too deeply"),
        ('{"seed": ' + "9" * 5000 + "}", "a number in it is too long"),
    ],
)
def test_a_file_that_is_no_problem_file_is_refused(tmp_path, text, says):
    file = tmp_path / "problem.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as refusal:
        load_problem(file)
    assert says in refusal.value.sentence
    assert str(file) in refusal.value.sentence
    assert refusal.value.exit_code == Exit.WRONG_INPUT


def test_the_line_of_a_fault_is_named(tmp_path):
    file = tmp_path / "problem.json"
    file.write_text('{\n"authorities": ["Kent"]\n"seed": 1}', encoding="utf-8")
    with pytest.raises(UserError, match="at line 3, column 1"):
        load_problem(file)
    file.write_bytes(b'{"authorities":\n["K\xff"]}')
    with pytest.raises(UserError, match="line 2 is not UTF-8"):
        load_problem(file)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    file = tmp_path / "problem.json"
    file.write_text(json.dumps({"authorities": SIX}), encoding="utf-8-sig")
    assert load_problem(file).authorities == tuple(SIX)


def test_a_missing_file_and_a_folder_end_with_74(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(UserError) as refusal:
            load_problem(path)
        assert refusal.value.exit_code == Exit.CANNOT_READ_OR_WRITE


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path):
    file = tmp_path / "huge.json"
    with file.open("wb") as handle:
        handle.truncate(200_000_000)
    before = process_time()
    with pytest.raises(UserError, match="larger than 50 MB") as refusal:
        load_problem(file)
    assert refusal.value.exit_code == Exit.WRONG_INPUT
    assert process_time() - before < 0.2


def test_two_thousand_authorities_are_answered_within_the_time_they_are_given():
    problem = read_problem({"authorities": [f"Authority {n}" for n in range(1998)], "time_limit_s": 3})
    before = process_time()
    result = solve(problem)
    assert process_time() - before < 6
    assert result.plan is not None
    assert not score(problem, [group.authorities for group in result.plan.groups]).broken
