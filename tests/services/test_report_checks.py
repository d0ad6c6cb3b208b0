"""The checks before a report goes out: each planted fault is found, and a plain report is clean."""

from datetime import date

import pytest

from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import FindingKind, LinkedTo
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Claim, FindingLink, Person
from peer_challenge.services.report_checks import CheckKind, checks_of
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_sef, a_triad_that_met


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad_that_met(store)
    a_sef(store, made, shared_on=date(2026, 10, 20))
    return made


def linked(store: Store, triad: Triad, text: str, line: int = 0, kind: FindingKind = FindingKind.STRENGTH) -> None:
    """Add a finding that rests on the SEF's statement."""
    finding, challenge = a_finding(store, triad, text, kind, line=triad.lines[line]), triad.challenges[0]
    (claim,) = store.find(Claim)
    link = link_id("finding_link", finding, claim.id)
    store.apply(
        add(
            "Link",
            FindingLink(id=link, challenge=challenge, finding=finding, linked_to=LinkedTo.CLAIM, target=claim.id),
        )
    )


def found(store: Store, triad: Triad) -> list[tuple[CheckKind, str]]:
    return [(each.kind, each.excerpt) for each in checks_of(store, triad.challenges[0])]


def test_a_plain_report_is_clean(store: Store, triad: Triad) -> None:
    for line in range(len(triad.lines)):
        linked(store, triad, "Managers read audits. The quality assurance (QA) board hears of QA monthly.", line)
    assert found(store, triad) == []


@pytest.mark.parametrize(
    ("text", "kind", "excerpt"),
    [
        ("Seen by Priya Sharma.", CheckKind.NAME, "Priya Sharma"),
        ("Mrs Okafor reads audits.", CheckKind.NAME, "Mrs Okafor"),
        ("Practice is outstanding.", CheckKind.GRADE, "outstanding"),
        ("Call 01632 960123 first.", CheckKind.IDENTIFIER, "01632 960123"),
        ("The CPIC looks at it.", CheckKind.ACRONYM, "CPIC"),
        (" ".join(["word"] * 26) + ". Short.", CheckKind.LONG, " ".join(["word"] * 26 + [""])[:60]),
    ],
)
def test_a_planted_fault_is_found(store: Store, triad: Triad, text: str, kind: CheckKind, excerpt: str) -> None:
    store.apply(add("Add person", Person(id=store.new_id(), name="Priya Sharma")))
    for line in range(1, len(triad.lines)):
        linked(store, triad, "Managers read audits.", line)
    linked(store, triad, text)
    ((what, words),) = found(store, triad)
    assert what is kind
    assert words.strip() == excerpt.strip() or excerpt.startswith(words)


def test_what_rests_on_nothing_and_a_line_with_only_questions_are_said(store: Store, triad: Triad) -> None:
    a_finding(store, triad, "Managers read audits.")
    for line in range(1, len(triad.lines)):
        linked(store, triad, "Who reads them?", line, FindingKind.QUESTION)
    kinds = [kind for kind, _ in found(store, triad)]
    assert kinds == [CheckKind.NO_EVIDENCE] + [CheckKind.NO_FINDING] * (len(triad.lines) - 1)
    first = checks_of(store, triad.challenges[0])[0]
    assert first.sentence == "Rests on nothing linked: Strength: Managers read audits."
