"""The statements of a filled SEF form on their way in: met with those that are there, and the evidence they name."""

import re
from uuid import UUID

from peer_challenge.domain.choices import EvidenceKind
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.order import between
from peer_challenge.domain.records import Claim, Evidence, EvidenceLink
from peer_challenge.services.form_merging import Outcome, edited, squashed
from peer_challenge.services.sef_in_hand import SefInHand
from peer_challenge.storage.store import Store

_WORDS = ("text", "how_known", "impact", "confidence")
_KINDS = (
    (r"moderat", EvidenceKind.MODERATION),
    (r"audit|dip.?sampl", EvidenceKind.AUDIT),
    (r"observ|practice week", EvidenceKind.OBSERVATION),
    (r"complain|compliment", EvidenceKind.COMPLAINT),
    (r"ofsted|inspect|peer|external|jtai", EvidenceKind.EXTERNAL),
    (r"child|young|famil|parent|voice|participation", EvidenceKind.FAMILY_VOICE),
    (r"practitioner|staff|survey|health check|worker", EvidenceKind.PRACTITIONER_VOICE),
    (r"data|dashboard|performance|scorecard|figures|report card|chat", EvidenceKind.PERFORMANCE_DATA),
    (r"polic|protocol|framework|handbook|tool", EvidenceKind.POLICY),
)


class Statements:
    """Takes rows one after another into the statements of a SEF in hand."""

    def __init__(self, store: Store, sef: SefInHand, bases: dict[str, str]) -> None:
        self._store, self._sef, self._bases = store, sef, bases
        self._evidence = {squashed(each.title).casefold(): each for each in sef.all_of(Evidence)}
        self._links = {each.id for each in sef.all_of(EvidenceLink)}

    def take(self, line: UUID, known: UUID | None, said: dict[str, str]) -> Outcome:
        """Take one row: into the statement it was made from, one that says the same, or as a new one."""
        claim = self._sef.get(Claim, known) if known else None
        claim = claim or self._saying(line, said["text"])
        if claim is None:
            claim = self._new(line, said)
            self._sef.put(claim)
            self._rest(claim, said.get("evidence", ""))
            return Outcome.NEW
        outcomes = set()
        for name in _WORDS:
            base = self._bases.get(f"{(known or claim.id).hex}.{name}")
            outcome, text = Outcome.of(getattr(claim, name), said.get(name, ""), base)
            outcomes.add(outcome)
            claim = edited(claim, {name: text})
        self._sef.put(claim)
        if self._rest(claim, said.get("evidence", "")):
            outcomes.add(Outcome.NEW)
        return next(each for each in (Outcome.BOTH, Outcome.REPLACES, Outcome.NEW, Outcome.SAME) if each in outcomes)

    def _of_line(self, line: UUID) -> list[Claim]:
        return [each for each in self._sef.all_of(Claim) if each.line == line]

    def _saying(self, line: UUID, text: str) -> Claim | None:
        return next((each for each in self._of_line(line) if squashed(each.text) == squashed(text)), None)

    def _new(self, line: UUID, said: dict[str, str]) -> Claim:
        last = max((each.position for each in self._of_line(line)), default="")
        return Claim(
            id=self._store.new_id(),
            submission=self._sef.id,
            line=line,
            position=between(last, ""),
            **{name: said.get(name, "") for name in _WORDS},
        )

    def _rest(self, claim: Claim, said: str) -> bool:
        """Link the evidence a row names, a piece a line or between semicolons; return whether anything was added."""
        added = False
        for part in re.split(r"[\n;]", said):
            title = squashed(part).strip("•·–-* ")
            if not title:
                continue
            evidence = self._evidence.get(title.casefold()) or self._add_evidence(title)
            link = EvidenceLink(
                id=link_id("evidence_link", claim.id, evidence.id),
                submission=self._sef.id,
                claim=claim.id,
                evidence=evidence.id,
            )
            if link.id not in self._links:
                self._links.add(link.id)
                self._sef.put(link)
                added = True
        return added

    def _add_evidence(self, title: str) -> Evidence:
        last = max((each.position for each in self._evidence.values()), default="")
        evidence = Evidence(
            id=self._store.new_id(),
            submission=self._sef.id,
            kind=_kind_of(title),
            title=title,
            position=between(last, ""),
        )
        self._evidence[title.casefold()] = evidence
        self._sef.put(evidence)
        return evidence


def _kind_of(title: str) -> EvidenceKind:
    """Return the kind a title speaks of; a person may choose another."""
    return next((kind for pattern, kind in _KINDS if re.search(pattern, title, re.IGNORECASE)), EvidenceKind.PLAN)
