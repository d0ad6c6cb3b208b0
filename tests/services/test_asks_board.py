"""The board of asks and offers: only what was released, what is proposed and cautioned, and what came of it."""

from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import AskOrOffer, IntroductionState, RelationshipKind, Role
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.jobs.introduction_drafts import write_introduction_draft
from peer_challenge.services import asks_offers, introductions, rounds
from peer_challenge.services.asks_board import Answered, BoardFilter, asks_board, introduced_in
from peer_challenge.services.cautions import ASK_FIRST
from peer_challenge.services.holdings import what_we_hold
from peer_challenge.services.people import add_person
from peer_challenge.services.places import Place
from peer_challenge.services.reference import authorities_of_region
from peer_challenge.services.search import search_everything
from peer_challenge.storage.queries.tables import ask_lines
from tests.builders import Triad, a_triad

KENT, MEDWAY, SLOUGH = range(3)
TODAY = date(2026, 11, 5)


@pytest.fixture
def triad(store) -> Triad:
    return a_triad(store)


def told(store, triad, host, kind, text, *, line=0, released=True):
    """Have a host ask or offer something; return its id."""
    act = asks_offers.ask_or_offer_outside_challenges(
        store, triad.round, triad.hosts[host], AskOrOffer(kind), text, line=triad.lines[line], released=released
    )
    store.apply(act)
    return act.changes[0].record.id


@pytest.fixture
def pair(store, triad):
    """Kent asks for what Slough offers."""
    return told(store, triad, KENT, "ask", "Audit of supervision"), told(store, triad, SLOUGH, "offer", "Audit tools")


def introduced(store, triad, pair):
    act = introductions.introduce(store, triad.round, *pair)
    store.apply(act)
    return act.changes[0].record.id


def test_only_what_its_authority_released_is_on_the_board(store, triad, pair):
    hidden = told(store, triad, MEDWAY, "offer", "Audit of supervision, our own", released=False)
    board = asks_board(store, triad.round)
    assert [row.id for row in (*board.asks, *board.offers)] == list(pair)
    assert board.count == 2
    assert all(hidden not in (each.ask.id, each.offer.id) for each in board.proposals)
    store.apply(asks_offers.release(store, [hidden]))
    assert hidden in [row.id for row in asks_board(store, triad.round).offers]


def test_the_board_is_narrowed_by_line_kind_authority_and_state(store, triad, pair):
    voice = told(store, triad, MEDWAY, "ask", "Young inspectors", line=1)

    def ids(**fields):
        board = asks_board(store, triad.round, BoardFilter(**fields))
        return {row.id for row in (*board.asks, *board.offers)}

    assert ids(line="Voice of the child") == {voice}
    assert ids(kind=AskOrOffer.OFFER) == {pair[1]}
    assert ids(authority=triad.hosts[KENT]) == {pair[0]}
    introduced(store, triad, pair)
    assert ids(state=Answered.OPEN) == {voice}
    assert ids(state=Answered.PROPOSED) == set(pair)
    board = asks_board(store, triad.round)
    assert board.lines == ("Impact of QA", "Voice of the child")
    assert [name for _, name in board.authorities] == ["Kent", "Medway", "Slough"]


def test_a_pair_is_proposed_with_its_reason_until_it_is_introduced(store, triad, pair):
    (proposal,) = asks_board(store, triad.round).proposals
    assert (proposal.ask.id, proposal.offer.id) == pair
    assert proposal.reason == "Both under “Impact of QA”; share “audit”"
    assert proposal.caution == ""
    assert introduced(store, triad, pair) == proposal.id
    board = asks_board(store, triad.round)
    assert board.proposals == ()
    (row,) = board.introductions
    assert (row.words, row.ask_text, row.offer_text) == ("Kent and Slough", "Audit of supervision", "Audit tools")
    assert row.detail == "5 November 2026 · Audit of supervision"
    assert row.sentence == "Kent and Slough, proposed: 5 November 2026 · Audit of supervision."


def interest(store, triad, one, other):
    first, second = sorted((triad.hosts[one], triad.hosts[other]), key=str)
    kind = RelationshipKind.DECLARED_CONFLICT
    store.apply(
        add(
            "Declare",
            r.Relationship(id=store.new_id(), first=first, second=second, kind=kind, source="Directors are married"),
        )
    )


def test_a_declared_interest_is_said_and_comes_last_and_its_reason_only_to_the_coordinator(store, triad, pair):
    second = told(store, triad, MEDWAY, "offer", "Audit calendar of the year")
    interest(store, triad, KENT, SLOUGH)
    found = asks_board(store, triad.round).proposals
    assert [each.offer.id for each in found] == [second, pair[1]]
    assert found[1].caution == "They have a declared interest: Directors are married."
    store.apply(add_person(store, "Ade Cole", triad.hosts[KENT], "Challenger", "", Role.CHALLENGER, TODAY))
    store.who = store.find(r.Person, name="Ade Cole")[0].id
    found = asks_board(store, triad.round).proposals
    assert [each.caution for each in found] == ["", ASK_FIRST]
    assert "married" not in str(found)


def test_an_objection_that_is_heeded_is_said_too(store, triad, pair):
    objection = r.Objection(
        id=store.new_id(),
        round=triad.round,
        authority=triad.hosts[SLOUGH],
        against=(triad.hosts[KENT],),
        text="Rivals.",
    )
    store.apply(add("Object", objection))
    (proposal,) = asks_board(store, triad.round).proposals
    assert proposal.caution == "One would rather not sit with the other: Rivals."
    store.apply(edit("Set aside", objection, heeded=False))
    (proposal,) = asks_board(store, triad.round).proposals
    assert proposal.caution == ""


def test_what_is_introduced_must_be_released_of_two_authorities_and_once(store, triad, pair):
    ask, offer = pair
    own = told(store, triad, KENT, "offer", "Audit room")
    hidden = told(store, triad, MEDWAY, "offer", "Audit day", released=False)
    for wrong, sentence in ((own, "same authority"), (hidden, "released"), (ask, "one ask")):
        with pytest.raises(UserError, match=sentence):
            introductions.introduce(store, triad.round, ask, wrong)
    introduced(store, triad, (ask, offer))
    with pytest.raises(UserError, match="already"):
        introductions.introduce(store, triad.round, ask, offer)


def test_days_follow_from_how_far_an_introduction_is_and_undo_takes_it_back(store, triad, pair):
    made = introduced(store, triad, pair)

    def stands():
        found = store.need(r.Introduction, made)
        return found.state, found.made_on, found.ended_on

    store.apply(introductions.edit_introduction(store, made, state=IntroductionState.MADE))
    assert stands() == (IntroductionState.MADE, TODAY, None)
    helped = {"state": IntroductionState.HELPED, "outcome": "Kent runs the tool."}
    store.apply(introductions.edit_introduction(store, made, **helped))
    assert stands() == (IntroductionState.HELPED, TODAY, TODAY)
    assert asks_board(store, triad.round).asks[0].state is Answered.HELPED
    store.undo()
    assert stands() == (IntroductionState.MADE, TODAY, None)
    store.apply(introductions.edit_introduction(store, made, state=IntroductionState.DECLINED))
    assert stands() == (IntroductionState.DECLINED, None, TODAY)
    assert asks_board(store, triad.round).asks[0].state is Answered.OPEN
    assert asks_board(store, triad.round).proposals == ()
    store.apply(introductions.remove_introduction(store, made))
    assert len(asks_board(store, triad.round).proposals) == 1


def test_an_ask_that_goes_takes_its_introductions_along(store, triad, pair):
    made = introduced(store, triad, pair)
    store.apply(asks_offers.remove_ask_or_offer(store, pair[1]))
    assert store.get(r.Introduction, made) is None
    store.undo()
    assert store.get(r.Introduction, made) is not None


def test_what_was_open_stays_on_the_board_of_the_next_round(store, triad, pair):
    done = told(store, triad, KENT, "ask", "Trackers"), told(store, triad, MEDWAY, "offer", "A tracker")
    made = introduced(store, triad, done)
    store.apply(introductions.edit_introduction(store, made, state=IntroductionState.HELPED))
    later = rounds.start_round(store, "Autumn 2027", "quality_assurance", "", starts=date(2027, 9, 1), sef_due=None)
    store.apply(later)
    (now,) = [each for each in store.find(r.Round) if each.name == "Autumn 2027"]
    board = asks_board(store, now.id)
    assert [(row.id, row.earlier) for row in (*board.asks, *board.offers)] == [(each, "Autumn 2026") for each in pair]
    assert introduced_in(store, now.id) == ()
    assert len(introduced_in(store, triad.round)) == 1


def test_what_is_taken_back_from_the_region_is_in_no_report(store, triad, pair):
    introduced(store, triad, pair)
    store.apply(asks_offers.release(store, [pair[0]], False))
    assert introduced_in(store, triad.round) == ()


def test_an_authority_that_hosts_nothing_is_named(store, triad):
    store.apply(add("Add", r.Authority(id=known_id("authority", "Surrey"), name="Surrey")))
    with pytest.raises(UserError, match="Surrey hosts no challenge"):
        asks_offers.ask_or_offer_outside_challenges(
            store, triad.round, known_id("authority", "Surrey"), AskOrOffer.ASK, "Help"
        )


def test_the_mail_draft_goes_to_both_and_is_plain_text(store, triad, pair, tmp_path):
    for host, name, mail in ((KENT, "Ola King", "ola@kent.example"), (SLOUGH, "Bo Lee", "bo@slough.example")):
        store.apply(add_person(store, name, triad.hosts[host], "Head of QA", mail, Role.QA_LEAD, TODAY))
    kent = store.need(r.Authority, triad.hosts[KENT])
    store.apply(edit("Rename", kent, name="Kent/\nBcc: x@y.example <b>"))
    made = introduced(store, triad, pair)
    path = write_introduction_draft(store, made, tmp_path)
    again = write_introduction_draft(store, made, tmp_path)
    assert path.parent == tmp_path
    assert path != again
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert message["To"] == "ola@kent.example, bo@slough.example"
    assert message["X-Unsent"] == "1"
    assert message["Bcc"] is None
    assert message.get_content_type() == "text/plain"
    body = message.get_content()
    assert "Audit of supervision" in body
    assert "<b>: Ola King, Head of QA, ola@kent.example" in body
    assert "Slough: Bo Lee, Head of QA, bo@slough.example" in body
    assert body.startswith("OFFICIAL-SENSITIVE")


def test_the_mail_says_where_no_address_is_known(store, triad, pair):
    store.apply(add_person(store, "Bo Lee", triad.hosts[SLOUGH], "", "bo@slough.example", Role.QA_LEAD, TODAY))
    body = introductions.introduction_mail(store, introduced(store, triad, pair)).body
    assert "Kent: I have no e-mail address there yet.\nSlough: Bo Lee, bo@slough.example" in body


def test_a_badge_says_how_far_the_introduction_is_that_went_furthest(store, triad, pair):
    made = introduced(store, triad, pair)
    ask = asks_board(store, triad.round).asks[0]
    assert ask.state is Answered.PROPOSED
    assert asks_board(store, triad.round).introduced_with(ask.id) == ("Slough (proposed)",)
    store.apply(introductions.edit_introduction(store, made, state=IntroductionState.MADE))
    assert asks_board(store, triad.round).asks[0].state is Answered.INTRODUCED


def test_an_introduction_is_found_held_and_listed(store, triad, pair):
    made = introduced(store, triad, pair)
    store.apply(introductions.edit_introduction(store, made, outcome="Shadowed for a morning"))
    (hit,) = search_everything(store, "shadowed")
    assert (hit.kind, hit.place) == ("Introduction", Place.ASKS_OFFERS)
    held = what_we_hold(store, triad.hosts[SLOUGH])
    assert "Shadowed for a morning" in [row.value for row in held.rows if row.kind == "introduction"]
    assert any(row.value == "Kent" and row.field == "who asks" for row in held.rows)
    assert {(each.ask.id, each.introduced) for each in ask_lines(store, triad.round)} == {
        (pair[0], "Slough: Proposed. Shadowed for a morning"),
        (pair[1], "Kent: Proposed. Shadowed for a morning"),
    }


def test_an_introduction_that_came_in_a_file_names_an_authority_of_another_group(store, triad):
    store.apply(edit("Place", store.need(r.Round, triad.round), region="South East"))
    surrey = next(each for each in authorities_of_region("South East") if each.name == "Surrey")
    ends = {"asking": triad.hosts[KENT], "offering": surrey.id}
    arrived = r.Introduction(id=store.new_id(), round=triad.round, ask=store.new_id(), offer=store.new_id(), **ends)
    store.apply(add("Bring in", arrived))
    (row,) = asks_board(store, triad.round).introductions
    assert (row.words, row.ask_text) == ("Kent and Surrey", "")
