"""Which offers are proposed for an ask: recall on pairs written by hand, reasons in words, never one’s own."""

from peer_challenge.domain.ids import new_id
from peer_challenge.services.matching_asks import Match, Said, matches

PAIRS = [
    ("impact", "Moderation partners for our monthly audits", "Two moderators who know audit tools well"),
    (
        "impact",
        "How supervision records can be audited without a tick-box",
        "Our audit tool for reflective supervision",
    ),
    ("voice", "A way to hear parents after a conference", "Script for calling parents once a conference is over"),
    (
        "impact",
        "Closing the loop: a tracker for actions from audit",
        "A light action tracker, kept up by team managers",
    ),
    ("voice", "Feedback from disabled children who do not speak", "Picture cards for feedback by non-verbal children"),
    ("impact", "Reading re-referrals backwards", "Method for a deep dive into rereferrals"),
    ("voice", "Young inspectors: how to train and pay them", "Training pack for young inspectors"),
    ("", "Training for newly appointed chairs of conferences", "Half a day of training for conference chairs"),
    ("impact", "Dashboards that managers look at", "Our performance dashboard and how managers use it"),
    ("impact", "Help with thresholds at the front door", "Front door: a workshop on thresholds"),
    ("voice", "Making complaints easier for care leavers", "A complaints leaflet that care leavers wrote"),
    ("impact", "Learning from observation of practice", "Observation template and guide"),
    ("voice", "Getting fathers into our surveys", "Men’s group that shaped our questionnaire for dads"),
    ("impact", "Multi-agency audit with schools and police", "Joint case reads with health partners"),
]
"""(line of enquiry, ask, the offer that answers it). The last two share no word: what words alone cannot find."""
LEAST_FOUND = 12


def proposed() -> tuple[list[Said], list[Said], list[Match]]:
    asks = [Said(new_id(), new_id(), line, text) for line, text, _ in PAIRS]
    offers = [Said(new_id(), new_id(), line, text) for line, _, text in PAIRS]
    return asks, offers, matches(asks, offers)


def test_the_offer_that_answers_an_ask_is_among_the_first_two_proposed_for_it() -> None:
    asks, offers, found = proposed()
    hits = 0
    for ask, offer in zip(asks, offers, strict=True):
        first = [each.offer for each in found if each.ask == ask.id][:2]
        hits += offer.id in first
    assert hits >= LEAST_FOUND, f"{hits} of {len(PAIRS)}"


def test_most_of_what_is_proposed_first_is_right() -> None:
    asks, offers, found = proposed()
    right = {ask.id: offer.id for ask, offer in zip(asks, offers, strict=True)}
    first = {each.ask: each.offer for each in reversed(found)}
    assert sum(right[ask] == offer for ask, offer in first.items()) / len(first) >= 0.9


def test_the_best_come_first_and_say_why() -> None:
    ask = Said(new_id(), new_id(), "Impact of QA", "Help with audits of supervision")
    close = Said(new_id(), new_id(), "Impact of QA", "Audit tool for supervision")
    far = Said(new_id(), new_id(), "Impact of QA", "Audit calendar")
    other = Said(new_id(), new_id(), "Voice of the child", "Supervision and audit days")
    found = matches([ask], [other, far, close])
    assert [each.offer for each in found] == [close.id, other.id, far.id]
    assert found[0].reason == "Both under “Impact of QA”; share “supervision” and “audits”"
    assert found[1].reason == "Share “supervision” and “audits”"


def test_an_authority_is_never_matched_with_itself_nor_over_words_that_say_nothing() -> None:
    own = new_id()
    ask = Said(new_id(), own, "Voice", "A way to share examples of feedback’s worth")
    assert matches([ask], [Said(new_id(), own, "Voice", "Examples of feedback")]) == []
    assert matches([ask], [Said(new_id(), new_id(), "Voice", "We can share examples; it’s another way")]) == []
    assert matches([ask], [Said(new_id(), new_id(), "", "Feedback")]) == []
    assert matches([], []) == []


def test_nobody_is_given_more_than_five_offers_for_an_ask() -> None:
    ask = Said(new_id(), new_id(), "Voice", "Feedback")
    assert len(matches([ask], [Said(new_id(), new_id(), "Voice", "Feedback cards") for _ in range(9)])) == 5
