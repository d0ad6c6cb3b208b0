"""One typed line of time becomes an entry, or a sentence says what is missing."""

import pytest

from peer_challenge.domain.choices import Stage
from peer_challenge.domain.errors import UserError
from peer_challenge.services.quick_entry import QuickEntry, quick_entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prep 90 Kent", QuickEntry(Stage.PREPARATION, 90, 1, "Kent")),
        ("session 4x30 Slough", QuickEntry(Stage.SESSION, 30, 4, "Slough")),
        ("4 people x 30 minutes session", QuickEntry(Stage.SESSION, 30, 4)),
        ("4 people × 30 minutes session Kent", QuickEntry(Stage.SESSION, 30, 4, "Kent")),
        ("30 minutes x 4 people session Kent", QuickEntry(Stage.SESSION, 30, 4, "Kent")),
        ("meeting, 3 people for 50 min, Medway", QuickEntry(Stage.SESSION, 50, 3, "Medway")),
        ("Kent prep 90m", QuickEntry(Stage.PREPARATION, 90, 1, "Kent")),
        ("writing 2h Kent", QuickEntry(Stage.WRITE_UP, 120, 1, "Kent")),
        ("write-up 1h30 Isle of Wight", QuickEntry(Stage.WRITE_UP, 90, 1, "Isle of Wight")),
        ("write up 1.5 hours for Kent", QuickEntry(Stage.WRITE_UP, 90, 1, "Kent")),
        ("travel 2x1h 15 minutes Milton Keynes", QuickEntry(Stage.TRAVEL, 75, 2, "Milton Keynes")),
        ("set-up 20 Hampshire", QuickEntry(Stage.SET_UP, 20, 1, "Hampshire")),
        ("set up 20 Milton Keynes", QuickEntry(Stage.SET_UP, 20, 1, "Milton Keynes")),
        ("follow up 45 Reading", QuickEntry(Stage.FOLLOW_UP, 45, 1, "Reading")),
        ("90 Reading session", QuickEntry(Stage.SESSION, 90, 1, "Reading")),
        ("prep 90 Kent by West Sussex", QuickEntry(Stage.PREPARATION, 90, 1, "Kent", "West Sussex")),
        ("PREP 90 KENT", QuickEntry(Stage.PREPARATION, 90, 1, "KENT")),
    ],
)
def test_what_people_type_is_understood(text: str, expected: QuickEntry) -> None:
    assert quick_entry(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type what it was, how many minutes and the host"),
        ("prep Kent", "holds no minutes"),
        ("90 Kent", "does not say what the time was for"),
        ("prep 90 Kent 30", "holds more than one number"),
    ],
)
def test_what_is_missing_is_said_with_an_example(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence) as told:
        quick_entry(text)
    assert "prep 90 Kent" in told.value.sentence
