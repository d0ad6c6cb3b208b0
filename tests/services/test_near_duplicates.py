"""What two note takers type of one sentence is proposed as one; what only sounds like it mostly is not."""

import pytest

from peer_challenge.domain.ids import new_id
from peer_challenge.services.near_duplicates import near_duplicates

SAME = [
    ("Re-audit shows a rise in quality", "Re-audits show quality has risen"),
    ("No loop back to the team after alerts", "Alerts: no feedback loop to the team"),
    ("Chairs raise alerts early", "CP chairs raise alerts early"),
    ("Moderation is done monthly by team managers", "Team managers moderate monthly"),
    ("Feedback from children is gathered in each audit", "Children's feedback gathered every audit"),
    ("Good.", "good"),
]
OTHER = [
    ("Dip-sampling shows re-audit rise", "How many alerts closed in 10 days?"),
    ("Chairs raise alerts early", "Chairs do not record complaints"),
    ("Families are not told what changed", "Families are asked in every audit"),
    ("How is the number of audits set?", "How is the voice of the child heard?"),
    ("Yes", "No"),
    ("The", "A"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_said_in_other_words_is_proposed(one: str, other: str) -> None:
    first, second = new_id(), new_id()
    (alike,) = near_duplicates([(first, one), (second, other)], [])
    assert alike.notes == (first, second)
    assert alike.words == (one, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_is_about_something_else_is_not(one: str, other: str) -> None:
    assert near_duplicates([(new_id(), one), (new_id(), other)], []) == ()


def test_a_note_is_like_a_finding_whose_note_said_so_and_groups_do_not_overlap() -> None:
    first, second, third, finding, other = (new_id() for _ in range(5))
    found = near_duplicates(
        [(first, SAME[0][1]), (second, SAME[3][0]), (third, SAME[3][1])],
        [(finding, ("Quality rises.", SAME[0][0])), (other, ("Children are heard.", SAME[4][0]))],
    )
    assert [(each.notes, each.findings) for each in found] == [((first,), (finding,)), ((second, third), ())]


def test_two_findings_of_one_note_are_told_by_their_own_words() -> None:
    note = SAME[0][0]
    apart = [(new_id(), ("Practice is better after a second look.", note)), (new_id(), ("Ask who re-audits.", note))]
    assert near_duplicates([], apart) == ()
    alike = [(new_id(), ("Moderation is done monthly.", note)), (new_id(), ("Moderation is done each month.", note))]
    assert len(near_duplicates([], alike)) == 1
