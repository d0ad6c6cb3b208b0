"""Two wordings, word by word: what stands in both, and what in one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from peer_challenge.domain.word_difference import Standing, difference_words, word_difference

ADDED, REMOVED, SAME = Standing.ADDED, Standing.REMOVED, Standing.SAME


@given(st.text(), st.text())
def test_without_what_is_added_the_earlier_is_left_and_without_what_is_removed_the_later(before, after) -> None:
    found = word_difference(before, after)
    assert "".join(each.words for each in found if each.standing is not ADDED) == before
    assert "".join(each.words for each in found if each.standing is not REMOVED) == after
    assert all(one.standing is not other.standing for one, other in pairwise(found))


def test_a_word_is_changed_as_a_whole() -> None:
    found = word_difference("Read by peers.", "Read by senior peers.")
    assert [(each.words, each.standing) for each in found] == [
        ("Read by ", SAME),
        ("senior ", ADDED),
        ("peers.", SAME),
    ]


def test_the_difference_is_also_said() -> None:
    assert difference_words(word_difference("Six audits", "Nine audits")) == "leaves out “Six”, adds “Nine”"
    assert difference_words(word_difference("Six", "Six")) == "no words differ"


def test_very_long_wordings_are_not_compared_word_by_word() -> None:
    before, after = "one " * 5000, "two " * 5000
    assert [each.standing for each in word_difference(before, after)] == [REMOVED, ADDED]
