"""Times of day in a sentence and in a list."""

from datetime import time

import pytest

from peer_challenge.domain.days import clock_in_a_list, clock_in_words


@pytest.mark.parametrize(
    ("at", "words", "listed"),
    [
        (time(0, 5), "12:05am", "12:05am"),
        (time(10), "10am", "10:00am"),
        (time(12), "midday", "12:00pm"),
        (time(12, 3), "12:03pm", "12:03pm"),
        (time(14, 15), "2:15pm", "2:15pm"),
    ],
)
def test_midday_is_a_word_in_a_sentence_and_a_time_among_times(at: time, words: str, listed: str) -> None:
    assert clock_in_words(at) == words
    assert clock_in_a_list(at) == listed
