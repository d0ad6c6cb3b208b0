"""The preview of a file that came quotes what changes in words: who it is about, as it stands and as it comes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from peer_challenge.cli import main
from peer_challenge.domain import records as r
from peer_challenge.domain.changes import edit, remove
from peer_challenge.jobs.pack_in import bring_in, open_pack, preview, preview_words
from tests.laptops import Laptop, add_finding, challenge_of, findings

HOST = 2


@pytest.fixture
def challenger(coordinator: Laptop, laptop: Callable[..., Laptop]) -> Laptop:
    """A challenger of the third host, who has the coordinator's file."""
    at = laptop("challenger")
    at.receives(coordinator.sends(challenge_of(coordinator, 0).host))
    return at


def host(at: Laptop) -> str:
    return at.store.need(r.Authority, challenge_of(at, HOST).host).name


def reword(at: Laptop, finding: r.Finding, text: str) -> None:
    at.store.apply(edit("Edit finding", at.store.need(r.Finding, finding.id), text=text))


def quoted(at: Laptop, path: Path) -> tuple[str, ...]:
    return preview(at.store, open_pack(path)).quotes.sentences


def test_new_changed_removed_and_parted_words_are_quoted_with_whose_they_are(coordinator, challenger):
    first, second, third = (add_finding(coordinator, HOST, f"Audit number {each} is read.") for each in range(3))
    challenger.receives(coordinator.sends(challenge_of(coordinator, 0).host))
    add_finding(challenger, HOST, "Children   are\nheard.")
    reword(challenger, first, "Audit number 0 is acted on.")
    challenger.store.apply(remove("Remove finding", challenger.store.need(r.Finding, second.id)))
    reword(challenger, third, "Theirs.")
    reword(coordinator, third, "Ours.")
    about = f"Finding on {host(coordinator)}"
    assert quoted(coordinator, challenger.sends(None)) == (
        f"{about}, in two versions: “Ours.” here and “Theirs.” in the file",
        f"{about}, changed: “Audit number 0 is read.” → “Audit number 0 is acted on.”",
        f"{about}, removed: “Audit number 1 is read.”",
        f"{about}, new: “Children are heard.”",
    )


def test_only_the_last_of_several_wordings_is_quoted_and_nothing_once_it_is_here(coordinator, challenger):
    (first, *_) = findings(coordinator, HOST)
    for text in ("Draft.", "Second draft.", "What they say in the end."):
        reword(challenger, first, text)
    path = challenger.sends(None)
    (said,) = quoted(coordinator, path)
    assert said.endswith("→ “What they say in the end.”")
    bring_in(coordinator.store, open_pack(path))
    assert quoted(coordinator, path) == ()


def test_of_many_ten_are_quoted_and_the_rest_counted(coordinator, challenger):
    for each in range(14):
        add_finding(challenger, HOST, f"Number {each}.")
    said = quoted(coordinator, challenger.sends(None))
    assert len(said) == 11
    assert said[-1] == "And 4 more."


def test_a_long_wording_is_quoted_from_where_the_two_part(coordinator, challenger):
    opening = "The authority has a clear and shared picture of what good practice looks like, and "
    made = add_finding(coordinator, HOST, f"{opening}says so.")
    challenger.receives(coordinator.sends(challenge_of(coordinator, 0).host))
    reword(challenger, made, f"{opening}acts on it.")
    (said,) = quoted(coordinator, challenger.sends(None))
    before, after = said.split(" → ")
    assert before.endswith("looks like, and says so.”")
    assert after.endswith("looks like, and acts on it.”")
    assert after.startswith("“…")


def test_an_answer_of_a_sef_says_whose_and_which_part(coordinator, challenger, laptop):
    own, reader = (challenge_of(coordinator, each).host for each in (0, 1))
    other = laptop("another")
    other.receives(coordinator.sends(reader))
    sef = next(each for each in challenger.store.find(r.Submission) if each.authority == own)
    answer = challenger.store.find(r.Answer, submission=sef.id)[0]
    challenger.store.apply(edit("Edit", answer, challenge_us="Are thresholds even?"))
    (said,) = quoted(other, challenger.sends(reader))
    name = coordinator.store.need(r.Authority, own).name
    assert said.startswith(f"Answer in {name}’s SEF, challenge us, ")
    assert said.endswith("“Are thresholds even?”")


def test_the_command_line_prints_them_below_the_counts_and_no_character_steers(coordinator, challenger, capsys):
    add_finding(challenger, HOST, "Red \x1b[31m and \u202eturned.")
    read = open_pack(path := challenger.sends(None))
    words = preview_words(preview(coordinator.store, read))
    file = coordinator.store.path
    coordinator.store.close()
    assert main(["pack", "import", str(file), str(path), "--preview"]) == 0
    printed = capsys.readouterr().out
    line = f"Finding on {host(challenger)}, new: “Red �[31m and �turned.”"
    assert line in printed.splitlines()
    assert words.index("New: 1 finding.") < words.index(line)
