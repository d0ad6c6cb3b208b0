"""To sort out: each line says what is so and what can be done, and doing it takes the line away."""

from peer_challenge.domain.changes import add, remove
from peer_challenge.domain.choices import LinkedTo, ReportState
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Finding, FindingLink, Group, Membership, ReportIssue
from peer_challenge.services.sorting_out import put_right, to_sort_out
from peer_challenge.storage.store import Store
from tests.builders import a_finding, a_triad, a_triad_that_met


def an_orphan(store: Store) -> FindingLink:
    """Remove a finding that somebody, unseen, has linked a note to."""
    triad = a_triad_that_met(store)
    finding = a_finding(store, triad, "Audits are done.")
    seen, target = store.number(), store.new_id()
    link = FindingLink(
        id=link_id("finding_link", finding, target),
        challenge=triad.challenges[0],
        finding=finding,
        linked_to=LinkedTo.NOTE,
        target=target,
    )
    store.apply(add("Link", link))
    store.apply(remove("Remove finding", store.need(Finding, finding)), seen)
    return link


def test_nothing_to_sort_out(store: Store) -> None:
    a_triad_that_met(store)
    assert to_sort_out(store) == ()


def test_a_child_whose_parent_was_removed(store: Store) -> None:
    link = an_orphan(store)
    (row,) = to_sort_out(store)
    assert row.about == link.id
    assert "belongs to a finding that somebody removed without seeing it" in row.sentence
    back, away = row.remedies
    assert (back.words, away.words) == ("Bring the finding back", "Remove the link of a finding too")
    store.apply(put_right(store, back))
    assert store.need(Finding, link.finding).text == "Audits are done."
    assert to_sort_out(store) == ()
    store.undo()
    assert len(to_sort_out(store)) == 1
    store.apply(put_right(store, away))
    assert to_sort_out(store) == ()
    assert store.get(FindingLink, link.id) is None


def test_an_authority_in_two_groups(store: Store) -> None:
    triad = a_triad(store)
    group = Group(id=store.new_id(), plan=triad.plan, name="Triad B")
    seat = Membership(id=link_id("membership", group.id, triad.hosts[0]), group=group.id, authority=triad.hosts[0])
    store.apply(add("Move", group, seat))
    (row,) = to_sort_out(store)
    assert row.sentence.startswith("Kent sits in Triad")
    assert {each.words for each in row.remedies} == {"Take Kent out of Triad A", "Take Kent out of Triad B"}
    store.apply(put_right(store, next(each for each in row.remedies if each.words.endswith("B"))))
    assert to_sort_out(store) == ()


def test_two_final_reports_of_one_version(store: Store) -> None:
    triad = a_triad_that_met(store)
    for _ in range(2):
        issue = ReportIssue(
            id=store.new_id(), challenge=triad.challenges[0], state=ReportState.FINAL, issued_at=store.now()
        )
        store.apply(add("Issue", issue))
    (row,) = to_sort_out(store)
    assert row.sentence.startswith("Version 1 of the report for Kent was made final twice, at 10:42am")
    assert "begin a new version" in row.advice
