"""What a file to send holds for each reader: canary words in every row of the table, looked for in the very bytes."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit, remove
from peer_challenge.domain.choices import (
    PlanState,
    SubmissionState,
)
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs.pack_in import bring_in, open_pack
from peer_challenge.jobs.pack_out import send
from peer_challenge.services.groups import swap
from peer_challenge.services.pack_reach import _REACHES, OF_CHALLENGE, OF_SEF
from peer_challenge.services.pack_words import KIND_WORDS
from peer_challenge.services.packing import contents
from peer_challenge.services.settling import settle
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round
from tests.canaries import COORDINATOR, KENT, MEDWAY, READERS, SLOUGH, Told, inflated, sent


@pytest.fixture
def told(store: Store) -> Told:
    return Told(store)


@pytest.mark.parametrize("reader", READERS)
def test_a_file_holds_every_word_its_reader_may_read_and_no_other(told: Told, reader: str, tmp_path: Path) -> None:
    content = inflated(sent(told.store, told.triad, told.reader(reader), tmp_path / "a.pcpack"))
    found = {word for word in told.may if word.encode() in content}
    assert found == {word for word, readers in told.may.items() if reader in readers}


@pytest.mark.parametrize("between", [KENT, MEDWAY, SLOUGH])
def test_nor_does_one_that_goes_on_from_another_laptop(told: Told, between: str, tmp_path: Path) -> None:
    first = sent(told.store, told.triad, told.reader(between), tmp_path / "first.pcpack")
    other = create_store(tmp_path / "other.pcw", now=told.store.now)
    bring_in(other, open_pack(first, now=told.store.now()))
    for reader in READERS:
        content = inflated(sent(other, told.triad, told.reader(reader), tmp_path / f"{reader}.pcpack"))
        found = {word for word in told.may if word.encode() in content}
        assert found == {word for word, readers in told.may.items() if {reader, between} <= readers}
    other.close()


def test_what_was_sent_and_is_removed_later_is_said_to_be_removed_without_a_word_of_it(
    told: Told, tmp_path: Path
) -> None:
    sent(told.store, told.triad, told.kent, tmp_path / "first.pcpack")
    step = next(each for each in told.store.find(r.Action) if "next-step" in each.text)
    told.store.apply(remove("Remove", step))
    content = inflated(sent(told.store, told.triad, told.kent, tmp_path / "second.pcpack"))
    assert b"canary-next-step-canary" not in content
    assert str(step.id).encode() in content
    assert b"_gone" in content


def test_what_was_removed_before_anything_was_sent_leaves_no_trace(told: Told, tmp_path: Path) -> None:
    gone = next(op for op in _removed(told.store))
    content = inflated(sent(told.store, told.triad, told.kent, tmp_path / "first.pcpack"))
    assert str(gone).encode() not in content


def _removed(store: Store) -> Iterator[UUID]:
    from sqlalchemy import select

    from peer_challenge.storage.log_tables import head

    with store.reading() as conn:
        yield from conn.execute(select(head.c.entity).where(head.c.field == "_gone")).scalars()


def test_the_coordinators_own_challenge_sends_it_no_notes_before_the_final(told: Told, tmp_path: Path) -> None:
    chair = told.store.need(r.Person, told.chair)
    told.store.apply(edit("Edit person", chair, authority=told.slough))
    content = inflated(sent(told.store, told.triad, None, tmp_path / "a.pcpack"))
    assert b"canary-note-ticked-canary" not in content


def test_who_shares_the_hosts_seat_reads_no_notes_on_it(told: Told, tmp_path: Path) -> None:
    seat = next(each for each in told.store.find(r.Membership, authority=told.medway))
    told.store.apply(edit("Sit as one", seat, shares_seat=told.kent))
    content = inflated(sent(told.store, told.triad, told.medway, tmp_path / "a.pcpack"))
    assert b"canary-note-on-kent-canary" not in content
    assert b"canary-note-ticked-canary" in content


def test_a_withdrawn_sef_is_in_no_later_file(told: Told, tmp_path: Path) -> None:
    sef = told.store.need(r.Submission, known_id("submission", told.triad.round, told.medway))
    told.store.apply(edit("Withdraw", sef, state=SubmissionState.WITHDRAWN))
    content = inflated(sent(told.store, told.triad, told.slough, tmp_path / "a.pcpack"))
    assert b"canary-shared-" not in content.replace(b"canary-shared-signed-off-canary", b"")


def test_a_group_that_is_not_out_yet_goes_to_nobody(told: Told, tmp_path: Path) -> None:
    plan = told.store.need(r.Plan, told.triad.plan)
    told.store.apply(edit("Reopen", plan, state=PlanState.DRAFT))
    chosen = contents(told.store, told.triad.round, told.triad.group, told.kent)
    assert "group" not in chosen.counts
    assert "membership" not in chosen.counts


def test_what_may_come_back_is_the_groups_but_no_other_authoritys_sef(told: Told) -> None:
    sefs = {host: f"submission:{known_id('submission', told.triad.round, host)}" for host in told.triad.hosts}
    challenges = {f"challenge:{each}" for each in told.triad.challenges}
    for_kent = contents(told.store, told.triad.round, told.triad.group, told.kent).scopes
    for_coordinator = contents(told.store, told.triad.round, told.triad.group, None).scopes
    assert for_kent == {"round", *challenges, sefs[told.kent]}
    assert for_coordinator == {"round", *challenges, *sefs.values()}


def test_what_is_not_in_it_is_said_before_it_goes(told: Told) -> None:
    said = " ".join(contents(told.store, told.triad.round, told.triad.group, told.kent).left_out)
    assert "1 note on Kent not in it: raw notes are for the challenge team" in said
    assert "1 question on Kent not in it" in said
    assert "they stay with the coordinator" in said
    assert "1 time entry on Kent not in it" in said
    assert "canary" not in said
    to_slough = " ".join(contents(told.store, told.triad.round, told.triad.group, told.slough).left_out)
    assert "The text of Kent’s SEF is not in it: its authority has not shared it." in to_slough


def test_a_file_that_is_no_known_kind_is_left_out_whatever_it_is_called(told: Told, tmp_path: Path) -> None:
    evidence = next(each for each in told.store.find(r.Evidence) if "canary-shared" in each.title)
    program = told.store.attach(b"MZ canary-program-canary", "application/pdf")
    told.store.apply(edit("Attach", evidence, attachment=program, file_name="report.pdf"))
    chosen = contents(told.store, told.triad.round, told.triad.group, told.kent)
    assert program not in chosen.attachments
    assert "1 attached file not in it: they are of a kind that is not sent." in chosen.left_out
    assert b"canary-program" not in inflated(sent(told.store, told.triad, told.kent, tmp_path / "a.pcpack"))


def test_words_that_look_like_identifiers_are_pointed_out_before_it_goes(told: Told) -> None:
    step = next(each for each in told.store.find(r.Action) if "next-step" in each.text)
    told.store.apply(edit("Edit", step, text="Ring 07700 900123 about the audit."))
    marks = contents(told.store, told.triad.round, told.triad.group, told.kent).marks
    assert any("1 next step: looks like a phone number" in each for each in marks)


def test_an_authority_of_another_group_is_sent_nothing(told: Told) -> None:
    other = r.Authority(id=known_id("authority", "Surrey"), name="Surrey")
    told.store.apply(add("Add", other))
    with pytest.raises(UserError, match="Surrey is not in Triad A"):
        contents(told.store, told.triad.round, told.triad.group, other.id)


def test_of_how_the_groups_came_about_no_name_is_in_a_file(store: Store, tmp_path: Path) -> None:
    """An act on the plan touches records that travel: what it is called must not say more than they do."""
    round_id = south_east_round(store)
    plan = draft_plan(store, round_id, LEGAL_GROUPS)
    store.apply(edit("Rename", store.need(r.Plan, plan), name="canary-plan"))
    kent, surrey = authority_id(store, "Kent"), authority_id(store, "Surrey")
    for _ in range(2):
        store.apply(swap(store, plan, kent, surrey))
    store.apply(settle(store, plan))
    groups = {each.group for each in store.find(r.Membership, authority=kent)}
    (group,) = groups & {each.group for each in store.find(r.Challenge, host=kent)}
    path = tmp_path / "a.pcpack"
    send(store, contents(store, round_id, group, kent), path, None, key=LaptopKey.fresh())
    content = inflated(path)
    inside = {each.authority for each in store.find(r.Membership, group=group)}
    outside = [each for each in store.find(r.Authority) if each.id not in inside]
    assert len(inside) == 3
    assert b"canary-plan" not in content
    assert [each.name for each in outside if str(each.id).encode() in content] == []
    labels = " ".join(op.label for op in open_pack(path, now=store.now()).operations)
    assert [each.name for each in outside if each.name in labels] == []


def test_every_kind_travels_by_one_rule_or_by_none() -> None:
    grouping = {r.Plan, r.PlanRule, r.AgreedException, r.Objection, r.Relationship, r.RetentionHold, r.Disposal}
    placed = [*_REACHES, *OF_CHALLENGE, *OF_SEF, r.Submission, *grouping]
    placed.remove(r.ClearedMark)  # it belongs to a challenge or to a SEF, and would stand twice
    assert sorted(kind.__name__ for kind in placed) == sorted(kind.__name__ for kind in KINDS.values())
    stays = {"plan", "plan_rule", "agreed_exception", "objection", "relationship", "retention_hold", "disposal"}
    assert set(KIND_WORDS) | stays == set(KINDS)


def test_the_canaries_are_of_every_kind(told: Told) -> None:
    """A reminder to give a new kind its own words here."""
    without = {r.Round, r.Framework, r.LineOfEnquiry, r.Prompt, r.Duty, r.AgendaItem, r.Attendance, r.Challenge}
    there = {kind for kind in KINDS.values() if told.store.find(kind)}
    assert set(KINDS.values()) - there <= without


def test_time_reaches_the_coordinator_as_minutes_by_stage_and_nobody_else(told: Told, tmp_path: Path) -> None:
    from peer_challenge.services.time_spent import entries, totals

    for reader in READERS:
        path = sent(told.store, told.triad, told.reader(reader), tmp_path / f"{reader}.pcpack")
        other = create_store(tmp_path / f"{reader}.pcw", now=told.store.now)
        bring_in(other, open_pack(path, now=told.store.now()))
        minutes = totals(other, told.triad.round).person_minutes
        assert minutes == (50 if reader in (MEDWAY, COORDINATOR) else 0)
        if reader == COORDINATOR:
            assert [(each.entry.day, each.entry.comment) for each in entries(other, told.triad.round)] == [(None, "")]
        other.close()
