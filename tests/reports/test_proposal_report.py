"""The proposal as a file: one A4 page, compliant, read in order, the same bytes each time."""

import pytest

from peer_challenge.jobs.proposal import proposal_of, save_proposal
from peer_challenge.reports.proposal_report import proposal_document
from peer_challenge.services import groups
from peer_challenge.services.objections import note_objection
from peer_challenge.services.plans import consult, suggest
from peer_challenge.services.presets import PRESETS, apply_preset
from peer_challenge.services.proposal import proposal_view
from peer_challenge.services.repairs import repair
from tests.builders import LEGAL_GROUPS, authority_id, draft_plan, south_east_round
from tests.reports.reading import TaggedFile, failures, model_words


@pytest.fixture
def plan(store):
    return draft_plan(store, south_east_round(store), one_per_stratum=("Berkshire",))


def checked(store, plan):
    data = proposal_of(store, plan)
    file = TaggedFile(data)
    assert failures(data) == []
    assert len(file.reader.pages) == 1
    return file


@pytest.mark.parametrize("name", [each.name for each in PRESETS])
def test_nineteen_authorities_fill_one_compliant_page_with_any_rules(store, plan, name):
    store.apply(apply_preset(store, plan, name))
    store.apply(suggest(store, plan))
    file = checked(store, plan)
    words = " ".join(file.words)
    assert "Windsor and Maidenhead" in words
    assert "19 authorities in 6 groups: 5 of three and 1 of four." in words
    assert "No other plan meets the rules and wishes of the round better." in words
    assert "OFFICIAL-SENSITIVE · Draft" in words
    assert words.split() == model_words(proposal_document(proposal_view(store, plan)))


def test_a_new_version_out_for_consultation_fits_as_well_and_says_nothing_of_why(store, plan):
    store.apply(suggest(store, plan))
    store.apply(consult(store, plan))
    store.apply(note_objection(store, plan, authority_id(store, "Slough")))
    act = repair(store, plan)
    store.apply(act)
    new = act.changes[0].record.id
    store.apply(consult(store, new))
    words = " ".join(checked(store, new).words)
    assert "Plan A version 2" in words
    assert "For consultation" in words
    assert "tell the coordinator, who treats what you say in confidence" in words
    assert "objection" not in words.casefold()


def test_a_plan_in_the_making_says_who_has_no_group(store, plan):
    assert "No groups have been made yet." in " ".join(checked(store, plan).words)
    by_hand = draft_plan(store, proposal_round(store), LEGAL_GROUPS)
    store.apply(groups.place(store, by_hand, authority_id(store, "Slough"), None))
    words = " ".join(checked(store, by_hand).words)
    assert "Slough is not in a group yet." in words
    assert "better" not in words


def proposal_round(store):
    from peer_challenge.services.rounds import latest_round

    return latest_round(store).id


def test_it_is_written_under_its_name_whole(store, plan, tmp_path):
    content = proposal_of(store, plan)
    made = save_proposal(content, tmp_path / "proposal.pdf")
    assert made.path.read_bytes() == content
    assert made.what == "proposal of groups"
