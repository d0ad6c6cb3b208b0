"""Whether a file is a report that was issued, unchanged; and where it is not, what it seems to be instead."""

import re
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.records import Authority, Challenge, ReportIssue
from peer_challenge.services.report_life import finals_of
from peer_challenge.storage.store import Store

_PDF_WITHIN = 1024  # bytes from its start, in which a PDF says that it is one
_MARK = re.compile(rb"<dc:identifier>urn:uuid:([0-9a-f-]{36})</dc:identifier>")
_WRITTEN_HERE = b"<xmp:CreatorTool>Peer Challenge</xmp:CreatorTool>"
_DRAFT = b"<xmp:Label>Draft</xmp:Label>"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file is a report that was issued, unchanged, and the sentence that says so."""

    genuine: bool
    sentence: str


def verdict_on(store: Store, content: bytes, called: str) -> Verdict:
    """Return whether these bytes are those of a final report of any round; `called` names the file.

    Only equal bytes are proof. What a file that is no issued report says of itself serves to say what to do.
    """
    digest = sha256(content).hexdigest()
    issue = next((each for each in store.find(ReportIssue, sha256=digest, state=ReportState.FINAL)), None)
    if issue is None:
        return Verdict(False, f"{called} {_instead(store, content)}")
    return Verdict(
        True,
        f"{called} is the final report{_to(store, issue.challenge)} as it was issued{_on(issue)}, unchanged: "
        f"{issue.reference}; {_later(finals_of(store, issue.challenge)[0], issue)}.",
    )


def _instead(store: Store, content: bytes) -> str:
    """Return what a file that was not issued seems to be, and what to do, after its name."""
    if b"%PDF-" not in content[:_PDF_WITHIN]:
        return "is not a PDF. Choose the PDF that was issued: a Word or web copy cannot be verified."
    mark = _MARK.search(content)
    if mark is None and _WRITTEN_HERE in content:
        return "is a document of Peer Challenge, but not a feedback report, and only those are issued."
    if mark is None:
        return "is not a report issued from this round file, or it was changed after it was issued."
    challenge = UUID(mark[1].decode())
    if store.get(Challenge, challenge) is None:
        return "is a report from another round file. Verify it with the round file it was issued from."
    newest = next(iter(finals_of(store, challenge)), None)
    to = _to(store, challenge)
    if _DRAFT in content:
        issued = f"Version {newest.version} was issued{_on(newest)}." if newest else "None has been issued yet."
        return f"is a draft of the report{to}, not a report that was issued. {issued}"
    return (
        f"is no longer the report{to} that was issued: it was changed or damaged afterwards. Ask for it again, or "
        "write it anew from the round file."
    )


def _to(store: Store, challenge: UUID) -> str:
    found = store.get(Challenge, challenge)
    host = store.get(Authority, found.host) if found else None
    return f" to {host.name}" if host else ""


def _on(issue: ReportIssue) -> str:
    return f" on {day_in_words(day_in_england(issue.issued_at))}" if issue.issued_at else ""


def _later(newest: ReportIssue, issue: ReportIssue) -> str:
    if newest.version <= issue.version:
        return "there is no later version"
    return f"a later one, version {newest.version}, was issued{_on(newest)}"
