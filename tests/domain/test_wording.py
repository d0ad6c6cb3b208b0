"""Words of Ofsted grades in what a team writes."""

import pytest

from peer_challenge.domain.wording import grade_words, names_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Audit practice is good.", ["good"]),
        ("Practice was judged Good and the rest requires improvement.", ["Good", "requires improvement"]),
        ("This requires improvement to be good", ["requires improvement to be good"]),
        ("Inadequate oversight of actions", ["Inadequate"]),
        ("OUTSTANDING leadership", ["OUTSTANDING"]),
        ("Eight in ten audits are good or outstanding", ["good", "outstanding"]),
        ("Practice requires\nimprovement", ["requires improvement"]),
        ("Six outstanding actions from April", []),
        ("Good practice worth sharing, and a good example of it", []),
        ("The panel is good at closing the loop", []),
        ("Auditors are goodness itself", []),
        ("", []),
    ],
)
def test_words_of_grades_are_found_and_everyday_uses_left_alone(text, found):
    assert grade_words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Priya Oduya leads audit.", ["Priya Oduya"]),
        ("Ask Ms Green or Priya.", ["Ms Green", "Priya"]),
        ("Green lights, and Mark each audit.", []),
        ("Kent and Medway moderate together; priya is small.", []),
        ("Oduya’s team", ["Oduya"]),
        ("Priyanka", []),
    ],
)
def test_people_of_the_round_file_are_found_by_name(text, found):
    people = ["Priya Oduya", "Mark Green", "Jo Kent", ""]
    assert names_in(text, people, ["Kent", "Medway"]) == found
