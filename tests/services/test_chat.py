"""What was copied from a chat, in the shapes that chats have."""

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.errors import UserError
from peer_challenge.services import notes
from peer_challenge.services.chat import read_chat
from tests.builders import a_triad_in_session

WORDS = ("We close eight in ten", "Ask about 10:30 panels")


@pytest.mark.parametrize(
    "chat",
    [
        "[10:42] Ada Example\nWe close eight in ten\n\n[10:43 am] Ben Sample (Kent)\nAsk about 10:30 panels\n",
        "[05/11/2026 10:42] Ada Example: We close eight in ten\n[10:43] Ben Sample: Ask about 10:30 panels",
        "Ada Example  10:42 AM\nWe close eight in ten\nBen Sample, 05/11/2026, 10:43\nAsk about 10:30 panels\n1",
        "Ada Example\n10:42\nWe close eight in ten\nBen Sample\nYesterday 10:43\nAsk about 10:30 panels\n👍 2",
        "[10:42] Example, Ada (Slough)\nWe close eight in ten\n[10:43] Sample, Ben (Kent)\nAsk about 10:30 panels",
        "Example, Ada (Slough) 10:42\nWe close eight in ten\n[10:43] Sample, Ben: Ask about 10:30 panels",
        "10:42:13 From Ada Example to Everyone:\n\tWe close eight in ten\n"
        "10:43:00 From Ben Sample to Everyone: Ask about 10:30 panels",
    ],
)
def test_each_line_is_a_note_without_name_and_time(chat):
    read = read_chat(chat)
    assert read.lines == WORDS
    assert (read.names, read.times) == (2, 2)


def test_words_before_a_colon_are_no_name_unless_somebody_is_called_so():
    chat = "Question: how many close in ten days?\nAda Example: eight in ten\nRatio is 3:1"
    assert read_chat(chat).lines == (
        "Question: how many close in ten days?",
        "Ada Example: eight in ten",
        "Ratio is 3:1",
    )
    read = read_chat(chat, known=["Ada Example"])
    assert read.lines[1] == "eight in ten"
    assert (read.names, read.times) == (1, 0)


def test_a_surname_first_is_the_same_person():
    read = read_chat("Example, Ada (Slough): eight in ten\nKent, Medway: both late", known=["Ada Example"])
    assert read.lines == ("eight in ten", "Kent, Medway: both late")


def test_a_bare_link_is_left_out_and_one_among_words_stays():
    link = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x/0"
    read = read_chat(f"[10:41] Pallister, Ruksana (Slough)\n{link}\n[10:42] Ada Example: <{link}>\nPolicy at {link}")
    assert read.lines == (f"Policy at {link}",)
    assert (read.names, read.times, read.links) == (2, 2, 2)


def test_plain_lines_stay_as_they_are_and_nothing_gives_nothing():
    assert read_chat("one\n\n  two  words \n").lines == ("one", "two words")
    assert read_chat("\n 10:42 \n").lines == ()


def test_the_lines_are_added_in_one_act_that_can_be_taken_back(store):
    triad = a_triad_in_session(store)
    act = notes.add_chat(store, triad.session, triad.challenges[0], WORDS, triad.lines[0], store.now())
    assert act.label == "Add 2 notes from a chat"
    store.apply(act)
    assert [(each.text, each.kind, each.line) for each in store.find(r.Note)] == [
        (words, NoteKind.PLAIN, triad.lines[0]) for words in WORDS
    ]
    store.undo()
    assert store.find(r.Note) == []
    with pytest.raises(UserError, match="nothing to add"):
        notes.add_chat(store, triad.session, triad.challenges[0], (), None, store.now())
