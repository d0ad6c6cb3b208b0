"""Files to send from end to end: two and three laptops, in any order, late and twice, and nothing typed is lost."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit, remove
from peer_challenge.domain.choices import DutyKind
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.progress import Cancelled
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs.pack_in import bring_in, open_pack, preview, preview_words
from peer_challenge.jobs.pack_out import send
from peer_challenge.services.home import STAGES, home
from peer_challenge.services.packing import contents
from peer_challenge.services.passphrases import as_meant, known_passphrases, passphrase_for
from peer_challenge.services.scopes import group_named
from peer_challenge.storage.backups import BackupReason, backups_of
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.lines import line_of
from peer_challenge.storage.merging import merge, take_up_aside
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.packs_met import Received, packs
from peer_challenge.storage.store import Store
from peer_challenge.storage.taking_back import take_back
from tests.builders import Triad, a_triad
from tests.laptops import GROUP, Laptop, add_finding, challenge_of, findings


def test_both_sides_edit_and_return_in_any_order_late_and_twice(
    coordinator: Laptop, laptop: Callable[..., Laptop], tmp_path: Path
) -> None:
    hosts = [challenge_of(coordinator, number).host for number in range(3)]
    first, second = laptop("first"), laptop("second")
    first.receives(coordinator.sends(hosts[0]))
    second.receives(coordinator.sends(hosts[1]))
    contested = findings(coordinator, 2)[0]
    for at, text in ((coordinator, "Ours."), (first, "First challenger’s."), (second, "Second challenger’s.")):
        at.store.apply(edit("Edit finding", at.store.need(r.Finding, contested.id), text=text))
    early = first.sends(None)
    add_finding(first, 2, "Added on the first laptop.")
    gone = findings(second, 2)[1]
    second.store.apply(remove("Remove finding", gone))
    returned = [early, first.sends(None), second.sends(None)]
    results = set()
    coordinator.store.close()
    for number, order in enumerate(permutations([*returned, returned[1]])):
        if number % 5:
            continue
        at = laptop(f"copy {number}", coordinator.store.path)
        for path in order:
            at.receives(path)
        results.add(tuple(at.lines()))
        assert faults_of(at.store) == []
    (lines,) = results
    whole = "\n".join(lines)
    for text in ("Ours.", "First challenger’s.", "Second challenger’s.", "Added on the first laptop."):
        assert text in whole
    assert gone.text not in whole


def test_a_challengers_first_page_knows_its_group_although_the_plan_stays_away(
    coordinator: Laptop, laptop: Callable[..., Laptop]
) -> None:
    challenger = laptop("challenger")
    challenger.receives(coordinator.sends(challenge_of(coordinator, 1).host))
    assert not challenger.store.find(r.Plan)
    view = home(challenger.store, challenger.round.id)
    assert {row.cells[STAGES.index("Group")].words for row in view.rows} == {GROUP}
    assert not any("into groups" in step.words for step in view.steps)


def test_where_both_may_read_the_same_both_hold_the_same_bytes(
    coordinator: Laptop, laptop: Callable[..., Laptop]
) -> None:
    """Two challengers of one host, one of whom sends to the other and back, hold the same of that host's challenge."""
    hosts = [challenge_of(coordinator, number).host for number in range(3)]
    first, second = laptop("first"), laptop("second")
    first.receives(coordinator.sends(hosts[0]))
    second.receives(coordinator.sends(hosts[1]))
    contested = findings(coordinator, 2)[0]
    for at, text in ((first, "First challenger’s."), (second, "Second challenger’s.")):
        at.store.apply(edit("Edit finding", at.store.need(r.Finding, contested.id), text=text))
        add_finding(at, 2, f"Added by {text}")
    to_second, to_first = first.sends(hosts[1]), second.sends(hosts[0])
    first.receives(to_first)
    second.receives(to_second)
    shared = frozenset({f"challenge:{challenge_of(first, 2).id}"})
    both = [[line for line in dump(at.store, shared) if not _own(line)] for at in (first, second)]
    assert both[0] == both[1]
    assert "First challenger’s." in "".join(both[0])
    assert "Second challenger’s." in "".join(both[0])


def _own(line: str) -> bool:
    return '"kind":"time_entry"' in line or '"kind":"evaluation"' in line


def test_a_return_says_which_file_it_answers_and_what_it_was_not_sent_stays_aside(
    coordinator: Laptop, laptop: Callable[..., Laptop]
) -> None:
    host, other = (challenge_of(coordinator, number).host for number in (0, 1))
    challenger = laptop("challenger")
    challenger.receives(coordinator.sends(host))
    sef = next(each for each in challenger.store.find(r.Submission) if each.authority == other)
    challenger.store.apply(edit("Edit", sef, signed_off_by="Not theirs to say"))
    answer = open_pack(challenger.sends(None))
    assert answer.manifest.answers == packs(coordinator.store)[0].id
    found = preview(coordinator.store, answer)
    assert found.merged.aside == 1
    assert any("kept aside" in each for each in preview_words(found))
    bring_in(coordinator.store, answer)
    assert coordinator.store.need(r.Submission, sef.id).signed_off_by != "Not theirs to say"
    take_up_aside(coordinator.store, answer.manifest.id)
    assert "Not theirs to say" in "".join(coordinator.lines())


def test_what_was_brought_in_can_be_taken_back_and_brought_in_again(
    coordinator: Laptop, laptop: Callable[..., Laptop]
) -> None:
    challenger = laptop("challenger")
    challenger.receives(coordinator.sends(challenge_of(coordinator, 0).host))
    add_finding(challenger, 2, "Added elsewhere.")
    before, path = coordinator.lines(), challenger.sends(None)
    coordinator.receives(path)
    after = coordinator.lines()
    assert after != before
    take_back(coordinator.store, open_pack(path).manifest.id)
    assert coordinator.lines() == before
    coordinator.receives(path)
    assert coordinator.lines() == after


def test_the_preview_says_what_bringing_in_does_and_changes_nothing(
    coordinator: Laptop, laptop: Callable[..., Laptop]
) -> None:
    challenger = laptop("challenger")
    challenger.receives(coordinator.sends(challenge_of(coordinator, 0).host))
    contested = findings(coordinator, 2)[0]
    for at in (coordinator, challenger):
        at.store.apply(edit("Edit", at.store.need(r.Finding, contested.id), text=f"As {at.name} has it."))
    add_finding(challenger, 2, "Ring 07700 900123.")
    read, before = open_pack(challenger.sends(None)), list(dump(coordinator.store))
    found = preview(coordinator.store, read)
    assert list(dump(coordinator.store)) == before
    said = preview_words(found)
    assert "New: 1 finding." in said
    assert "1 field would stand in two versions, for you to choose." in said
    assert any(each.startswith("1 finding: looks like a phone number") for each in said)
    assert any("has not been seen before" in each for each in said)
    done = bring_in(coordinator.store, read)
    assert (done.new, dict(done.added), done.two_versions) == (
        found.merged.new,
        dict(found.merged.added),
        found.merged.two_versions,
    )
    assert preview(coordinator.store, read).nothing_new
    assert backups_of(coordinator.store.path)[0].why is BackupReason.BEFORE_BRINGING_IN


def test_another_groups_file_and_another_rounds_are_refused(
    coordinator: Laptop, laptop: Callable[..., Laptop], tmp_path: Path
) -> None:
    challenger = laptop("challenger")
    challenger.receives(coordinator.sends(challenge_of(coordinator, 0).host))
    round_ = coordinator.round
    other = group_named(coordinator.store, round_, "Group 2")
    member = coordinator.store.find(r.Membership, group=other.id)[0].authority
    path = tmp_path / "other.pcpack"
    send(coordinator.store, contents(coordinator.store, round_.id, other.id, member), path, None, key=coordinator.key)
    before = list(dump(challenger.store))
    with pytest.raises(UserError, match=r"is for Group 2, and round\.pcw holds Group 1"):
        challenger.receives(path)
    stranger = laptop("stranger")
    a_triad(stranger.store)
    with pytest.raises(UserError, match=r"is about the round “.*”, which is not in round\.pcw"):
        stranger.receives(path)
    assert list(dump(challenger.store)) == before


def test_unknown_kinds_fields_and_values_go_on_as_the_same_line(store: Store, tmp_path: Path) -> None:
    """An older version between two newer ones passes on what it does not understand, byte for byte."""
    from peer_challenge.storage.operations import Operation, written

    triad = a_triad(store)
    finding = new_id()
    known = {
        "act": new_id(),
        "undoes": None,
        "label": "Something new",
        "replica": new_id(),
        "actor": None,
        "at": 1_793_875_327_000,
        "vocabulary": 99,
        "previous": None,
        "scope": f"challenge:{triad.challenges[0]}",
    }
    fields = {
        "challenge": written(str(triad.challenges[0])),
        "kind": written("strength"),
        "state": written("agreed"),
        "text": written("Known words."),
        "tone": written({"warm": [1, 2.5, True, None]}),
    }
    ops = [
        Operation(id=new_id(), kind="finding", entity=finding, fields=fields, seq=1, clock=1, **known),
        Operation(id=new_id(), kind="mood", entity=new_id(), fields={"x": written("é")}, seq=2, clock=2, **known),
        Operation(
            id=new_id(), kind="finding", entity=new_id(), fields=fields | {"state": written("simmering")}, seq=3,
            clock=3, **known,
        ),
    ]  # fmt: skip
    merge(
        store,
        ops,
        {},
        Received(
            id=new_id(),
            answers=None,
            scopes=frozenset(),
            sender_key="",
            sender_name="",
            recipient=None,
            name="x",
            sha256="",
        ),
    )
    chosen = contents(store, triad.round, triad.group, triad.hosts[1])
    send(store, chosen, tmp_path / "a.pcpack", None, key=LaptopKey.fresh())
    through = {line_of(each) for each in open_pack(tmp_path / "a.pcpack", now=store.now()).operations}
    assert {line_of(each) for each in ops[:2]} <= through


def test_one_passphrase_a_group_is_made_of_words_and_typed_once(
    coordinator: Laptop, laptop: Callable[..., Laptop], tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours.json", tmp_path / "theirs.json"
    words = passphrase_for(coordinator.group.id, ours)
    assert passphrase_for(coordinator.group.id, ours) == words
    assert len(words.split()) == 5
    assert passphrase_for(new_id(), ours) != words
    path = coordinator.sends(challenge_of(coordinator, 0).host, words)
    with pytest.raises(UserError, match="is encrypted"):
        open_pack(path, kept_at=theirs)
    with pytest.raises(UserError, match="passphrase does not fit"):
        open_pack(path, "apple orchard", kept_at=theirs)
    assert open_pack(path, f"  {words.upper().replace(' ', '  ')} ", kept_at=theirs).operations
    assert open_pack(path, kept_at=theirs).operations
    assert known_passphrases(theirs) == (words,)
    assert as_meant("Not Of Ours") == "Not Of Ours"
    another = coordinator.sends(challenge_of(coordinator, 0).host, "Their own words")
    open_pack(another, "Their own words", kept_at=theirs)
    assert open_pack(another, kept_at=theirs).operations
    assert passphrase_for(coordinator.group.id, theirs) == words


@pytest.mark.parametrize("notes", [1_000, pytest.param(5_000, marks=pytest.mark.slow)])
def test_many_notes_tell_how_far_they_are_and_can_be_stopped(store: Store, tmp_path: Path, notes: int) -> None:
    triad = a_triad(store)
    _duty(store, triad)
    session = store.new_id()
    at = datetime(2026, 11, 5, 10, 0, tzinfo=UTC)
    store.apply(
        add(
            "Notes",
            *(
                r.Note(id=new_id(), session=session, challenge=triad.challenges[0], at=at, text=f"Note {number}. " * 20)
                for number in range(notes)
            ),
        )
    )
    path = tmp_path / "a.pcpack"
    send(store, contents(store, triad.round, triad.group, triad.hosts[1]), path, None, key=LaptopKey.fresh())
    other = create_store(tmp_path / "other.pcw", now=store.now)
    told: list[tuple[int, int, str]] = []

    def tell(done: int, total: int, saying: str) -> None:
        told.append((done, total, saying))

    read = open_pack(path, now=store.now(), progress=tell)
    preview(other, read, progress=tell)
    assert {saying for *_, saying in told} >= {"Checking every change", "Bringing in"}
    assert len(told) > notes / 250

    def stop(done: int, total: int, saying: str) -> None:
        if saying == "Bringing in" and done >= 500:
            raise Cancelled

    with pytest.raises(Cancelled):
        bring_in(other, read, progress=stop)
    assert list(dump(other)) == []
    bring_in(other, read, progress=tell)
    assert len(other.find(r.Note)) == notes
    other.close()


def _duty(store: Store, triad: Triad) -> None:
    duty = r.Duty(id=new_id(), challenge=triad.challenges[0], kind=DutyKind.NOTE_TAKER, authority=triad.hosts[1])
    store.apply(add("Assign", duty))


def test_what_goes_is_chosen_when_it_goes(store: Store, tmp_path: Path) -> None:
    """A SEF withdrawn while the sender read what the file would hold is not in it."""
    triad = a_triad(store)
    question = r.PreparedQuestion(
        id=new_id(), challenge=triad.challenges[0], text="canary", asked_by=triad.hosts[1], shared=True
    )
    store.apply(add("Ask", question))
    chosen = contents(store, triad.round, triad.group, triad.hosts[0])
    store.apply(edit("Take back", question, shared=False))
    sent = send(store, chosen, tmp_path / "a.pcpack", None, key=LaptopKey.fresh())
    assert question.id not in sent.contents.records
    assert question.id not in {op.entity for op in open_pack(tmp_path / "a.pcpack", now=store.now()).operations}
