"""Short answers of a form as people write them: what is plainly meant is read, what is not is left alone."""

import pytest

from peer_challenge.domain.plain_answers import is_unsure, minutes_of, score_of, yes_or_no


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("2", 120),
        ("1,5", 90),
        ("1.5 hours", 90),
        ("3 hrs", 180),
        ("3 hrs.", 180),
        ("2h", 120),
        ("about 2", 120),
        ("approx. 2 hours", 120),
        ("~2", 120),
        ("2½", 150),
        ("2 ½ hrs", 150),
        ("½", 30),
        ("2 and a half hours", 150),
        ("90 min", 90),
        ("90 minutes", 90),
        ("1h30", 90),
        ("1 hour 30 minutes", 90),
        ("1 hr and 15 mins", 75),
        ("0", 0),
        ("2-3", None),
        ("2 or 3", None),
        ("−2", -120),
        ("1,000,000", None),
        ("long", None),
        ("2 days", None),
        ("about", None),
        ("2 each", None),
    ],
)
def test_hours(said: str, minutes: int | None) -> None:
    assert minutes_of(said) == minutes


@pytest.mark.parametrize(
    ("said", "score"),
    [
        ("4", 4),
        ("4.0", 4),
        ("4/5", 4),
        ("4 / 5", 4),
        ("4 out of 5", 4),
        ("4 - useful", 4),
        ("4 – very useful!", 4),
        ("4, useful", 4),
        ("4 (useful)", 4),
        ("4.", 4),
        ("1 - not useful", 1),
        ("1 - very useful", None),
        ("5, not useful", None),
        ("4. Only for the host", None),
        ("4.5", None),
        ("4-5", None),
        ("4/10", None),
        ("4 or 5", None),
        ("6", None),
        ("45", None),
        ("very", None),
    ],
)
def test_usefulness(said: str, score: int | None) -> None:
    assert score_of(said) == score


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Yes", True),
        ("Yes!", True),
        ("yes, definitely", True),
        ("Yes please, gladly", True),
        ("Definitely", True),
        ("No.", False),
        ("No, sorry", False),
        ("No – thank you", False),
        ("Not sure yet", None),
        ("Yes and no", None),
        ("Yes, but only online", None),
        ("No problem", None),
        ("Not no", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_yes_or_no(said: str, answer: bool | None) -> None:
    assert yes_or_no(said) is answer


@pytest.mark.parametrize(("said", "unsure"), [("Not sure yet", True), ("Not sure.", True), ("Yes", False)])
def test_not_sure(said: str, unsure: bool) -> None:
    assert is_unsure(said) is unsure
