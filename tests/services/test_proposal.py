"""What a proposal says, and what no text that others read may ever say."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import Grade, PlanState, RelationshipKind
from peer_challenge.domain.records import Authority, Group, Objection, Plan
from peer_challenge.reports.document import Bullets, Paragraph, Table, Title, plain
from peer_challenge.reports.proposal_report import proposal_document
from peer_challenge.services import groups, own_rules
from peer_challenge.services.authorities import relate
from peer_challenge.services.board import board
from peer_challenge.services.exceptions import agree_exception
from peer_challenge.services.objections import note_objection, remove_objection
from peer_challenge.services.plans import NUMBERS, WISHES, consult, edit_rules, suggest
from peer_challenge.services.proposal import proposal_view
from peer_challenge.services.repairs import difference, repair
from peer_challenge.services.settling import settle
from peer_challenge.services.why_not import why_not
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round

PRIVATE = re.compile(
    r"\bpoints?\b|importance|weight|\bcosts?\b|interest|objection|objected|would rather|rated|outstanding|inadequate"
    r"|requires improvement|\bgood\b|judgement|grade|hush-hush",
    re.IGNORECASE,
)
"""Words of the coordinator's alone: grades, points, importance, interests, objections and what was typed about them."""


@pytest.fixture
def region(store):
    return south_east_round(store)


def said_in(document):
    for block in document.blocks:
        match block:
            case Title(text=text, subtitle=subtitle):
                yield from (text, subtitle)
            case Paragraph(text=text):
                yield plain(text)
            case Bullets(items=items):
                yield from map(str, items)
            case Table(header=header, rows=rows):
                yield from map(str, header)
                yield from (str(cell) for row in rows for cell in row)
    yield from (document.title, document.subject, document.reference, document.status)


def shared_texts(store, plan):
    """Yield every text about a plan that others may read."""
    yield from said_in(proposal_document(proposal_view(store, plan)))
    yield from (each.reason for each in store.find(Group, plan=plan))
    for group in board(store, plan).groups:
        yield group.why
        yield from (each.shareable for each in group.reasons)


def told(store, plan):
    return proposal_view(store, plan).rules


def test_it_names_groups_reasons_and_the_rules_everyone_may_know(store, region):
    plan = draft_plan(store, region, one_per_stratum=("Berkshire",))
    store.apply(suggest(store, plan))
    view = proposal_view(store, plan)
    assert (view.state, view.round_name, view.best, view.unplaced, view.gone) == (
        PlanState.DRAFT,
        "Autumn 2026",
        True,
        (),
        (),
    )
    assert sorted(len(each.members) for each in view.groups) == [3, 3, 3, 3, 3, 4]
    assert all(each.why.startswith("A balance of strengths") for each in view.groups)
    assert view.rules == (
        "Neighbours sit in different groups.",
        "Nobody meets a partner of the last 8 years again.",
        "Authorities with the same leadership sit in different groups.",
        "Each group has a balance of strengths.",
        "No group has more than one authority from Berkshire.",
    )


def test_exceptions_are_counted_by_rule_and_those_about_interests_not_at_all(store, region):
    kent, slough = authority_id(store, "Kent"), authority_id(store, "Slough")
    store.apply(relate(store, kent, slough, RelationshipKind.DECLARED_CONFLICT, source="hush-hush"))
    plan = draft_plan(store, region, LEGAL_GROUPS)
    assert "Kent and Slough: declared interest" in board(store, plan).groups[4].broken
    store.apply(groups.swap(store, plan, authority_id(store, "Oxfordshire"), authority_id(store, "Medway")))
    assert told(store, plan)[0] == "Neighbours sit in different groups, with 2 exceptions still to be agreed."
    for group in board(store, plan).groups:
        for each in group.breaches:
            store.apply(agree_exception(store, plan, each, "hush-hush", "hush-hush"))
    assert board(store, plan).broken == ()
    assert told(store, plan)[0] == "Neighbours sit in different groups, with 2 exceptions agreed."
    texts = " ".join(shared_texts(store, plan))
    assert not PRIVATE.search(texts)


def test_reasons_given_stay_as_given_once_it_went_out(store, region):
    plan = draft_plan(store, region, LEGAL_GROUPS)
    store.apply(consult(store, plan))
    store.apply(edit("Edit", store.find(Group, plan=plan)[0], reason="Asked for by all four"))
    store.apply(edit_rules(store, plan, one_good=False))
    assert proposal_view(store, plan).groups[0].why == "Asked for by all four"
    store.apply(groups.swap(store, plan, authority_id(store, "Reading"), authority_id(store, "Slough")))
    assert proposal_view(store, plan).groups[0].why == board(store, plan).groups[0].why != ""


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_text_that_others_read_tells_what_is_the_coordinators(store, data):
    rounds = store.find(Plan)
    region = store.need(Plan, rounds[0].id).round if rounds else south_east_round(store, "Autumn 2026")
    for each in store.find(Objection):
        store.apply(remove_objection(store, each.id))
    wishes = {name: data.draw(st.sampled_from([0, 3]), label=name) for name in WISHES}
    plan = draft_plan(store, region, apart_years=data.draw(st.sampled_from([0, 8])), **wishes)
    store.apply(edit_rules(store, plan, avoid_borders=data.draw(st.booleans()), most_not_good=0))
    names = sorted(each.name for each in store.find(Authority, region="South East"))
    one, other, third = (authority_id(store, n) for n in data.draw(st.permutations(names))[:3])
    store.apply(note_objection(store, plan, one, [other], "hush-hush"))
    store.apply(own_rules.keep_apart(store, plan, [other, third], "hush-hush"))
    store.apply(suggest(store, plan))
    texts = [*shared_texts(store, plan)]
    for pair in ((one, other), (other, third), (one, third)):
        texts.append(why_not(store, plan, pair).shareable)
    store.apply(consult(store, plan))
    sits = [card.id for card in board(store, plan).groups[0].cards]
    store.apply(note_objection(store, plan, sits[0], sits[1:2], "hush-hush"))
    act = repair(store, plan)
    store.apply(act)
    new = act.changes[0].record.id
    texts += [*shared_texts(store, new), difference(store, plan, new).words]
    assert len(texts) > 40
    found = {match.group() for each in texts for match in [PRIVATE.search(each)] if match}
    assert found == set()


def test_the_check_finds_what_it_looks_for():
    for planted in ("Rated good", "12 points against", "declared interest", "An objection", *(g.words for g in Grade)):
        assert PRIVATE.search(planted)
    assert not PRIVATE.search("A balance of strengths, different parts of the region, no earlier partnership")
    assert set(WISHES) < set(NUMBERS)


def test_a_settled_plan_says_so(store, region):
    plan = draft_plan(store, region, LEGAL_GROUPS)
    store.apply(settle(store, plan))
    texts = list(said_in(proposal_document(proposal_view(store, plan))))
    assert "Groups settled" in texts
    assert not any("steering group is asked" in each for each in texts)
