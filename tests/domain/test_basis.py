"""What a finding rests on, in words."""

import pytest

from peer_challenge.domain.basis import Basis, basis_in_words
from peer_challenge.domain.choices import EvidenceKind


@pytest.mark.parametrize(
    ("statement", "heard", "evidence", "words", "sources"),
    [
        (False, False, [], "nothing linked yet", 0),
        (True, False, [], "the SEF; no audit seen", 1),
        (False, True, [], "what we heard; no audit seen", 1),
        (True, True, [], "the SEF and what we heard; no audit seen", 2),
        (True, True, [EvidenceKind.AUDIT], "the SEF, what we heard and an audit", 3),
        (False, True, [EvidenceKind.MODERATION], "what we heard and a moderation result", 2),
        (True, False, [EvidenceKind.POLICY], "the SEF and a policy or tool; no audit seen", 2),
        (
            False,
            False,
            [EvidenceKind.PERFORMANCE_DATA, EvidenceKind.AUDIT],
            "an audit and performance data",
            2,
        ),
    ],
)
def test_a_basis_in_words(statement, heard, evidence, words, sources):
    basis = Basis(statement=statement, heard=heard, evidence=frozenset(evidence))
    assert basis_in_words(basis) == words
    assert basis.sources == sources


@pytest.mark.parametrize("kind", EvidenceKind)
def test_every_kind_of_evidence_has_words(kind):
    assert basis_in_words(Basis(evidence=frozenset({kind})))
