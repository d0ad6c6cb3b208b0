"""What a finding rests on, said in words beside it in the window and in the report."""

from dataclasses import dataclass

from peer_challenge.domain.choices import EvidenceKind, FindingKind

_SEEN = {
    EvidenceKind.AUDIT: "an audit",
    EvidenceKind.MODERATION: "a moderation result",
    EvidenceKind.OBSERVATION: "an observation of practice",
    EvidenceKind.PRACTITIONER_VOICE: "practitioners’ voice",
    EvidenceKind.FAMILY_VOICE: "children’s and families’ voice",
    EvidenceKind.PERFORMANCE_DATA: "performance data",
    EvidenceKind.COMPLAINT: "a complaint or compliment",
    EvidenceKind.EXTERNAL: "an external review",
    EvidenceKind.POLICY: "a policy or tool",
    EvidenceKind.PLAN: "a plan or minutes",
}
_AUDITED = {EvidenceKind.AUDIT, EvidenceKind.MODERATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The kinds of source a finding is linked to: a statement of the SEF, a note of the session, evidence seen."""

    statement: bool = False
    heard: bool = False
    evidence: frozenset[EvidenceKind] = frozenset()

    @property
    def sources(self) -> int:
        """How many different kinds of source agree; the field asks for two before a point is more than a question."""
        return self.statement + self.heard + len(self.evidence)


_JUDGES = {FindingKind.STRENGTH, FindingKind.CONSIDERATION}


def is_one_source_point(kind: FindingKind, basis: Basis) -> bool:
    """Return whether a strength or an area for consideration rests on fewer than two kinds of source."""
    return kind in _JUDGES and basis.sources < 2


def kind_printed(kind: FindingKind, basis: Basis) -> FindingKind:
    """Return what a finding is printed as where a framework lets a one-source point ask only."""
    return FindingKind.QUESTION if is_one_source_point(kind, basis) else kind


def basis_in_words(basis: Basis) -> str:
    """Return for example “the SEF and what we heard; no audit seen”: it follows “Rests on”, so it starts small.

    The absence of an audit is always said, because a self-evaluation is expected to rest mainly on audit.
    """
    parts = ["the SEF"] * basis.statement + ["what we heard"] * basis.heard
    parts += [words for kind, words in _SEEN.items() if kind in basis.evidence]
    if not parts:
        return "nothing linked yet"
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return said if _AUDITED & basis.evidence else f"{said}; no audit seen"
