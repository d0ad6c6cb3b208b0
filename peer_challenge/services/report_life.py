"""The life of a feedback report: draft, agreed by the team, with the host, final, and its next version."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each
from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge, ReportIssue, Round
from peer_challenge.domain.working_days import add_working_days
from peer_challenge.services.reference import bank_holidays
from peer_challenge.storage.queries import feedback as queries
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Where one host's report stands; `id` is the challenge's, `agreed` how many findings the team has agreed."""

    id: UUID
    host: str
    group: str
    state: ReportState | None
    agreed: int
    due_on: date | None

    @property
    def state_words(self) -> str:
        """How far it has come, in words."""
        if self.state is None:
            return "Draft" if self.agreed else "Nothing agreed yet"
        return self.state.words

    @property
    def due_words(self) -> str:
        """When it is due, in words; a final report is due no more."""
        if self.state is ReportState.FINAL:
            return ""
        return day_in_words(self.due_on) if self.due_on else "No session date"

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        due = f", due {self.due_words}" if self.due_words and self.due_on else ""
        return f"{self.host}, {self.group}: {self.state_words.lower()}, {count_of(self.agreed, 'finding')} agreed{due}."


def report_rows(store: Store, round_id: UUID) -> list[ReportRow]:
    """Return a row for each host of a round, by name."""
    round_ = store.need(Round, round_id)
    issues, agreed = queries.newest_issues(store, round_id), queries.agreed_counts(store, round_id)
    holidays = bank_holidays()
    return [
        ReportRow(
            each.id,
            each.host,
            each.group,
            issues[each.id].state if each.id in issues else None,
            agreed.get(each.id, 0),
            add_working_days(each.held_on, round_.report_days, holidays) if each.held_on else None,
        )
        for each in queries.hosts_of(store, round_id)
    ]


def issue_of(store: Store, challenge: UUID) -> ReportIssue | None:
    """Return the newest version of a challenge's report; None before one is begun."""
    return max(store.find(ReportIssue, challenge=challenge), key=lambda each: each.version, default=None)


def is_final(store: Store, challenge: UUID) -> bool:
    """Return whether the newest version of a challenge's report is final."""
    issue = issue_of(store, challenge)
    return issue is not None and issue.state is ReportState.FINAL


def ready_to_issue(store: Store, challenge: UUID) -> bool:
    """Return whether a report is final or could be: the team has agreed at least one finding."""
    return is_final(store, challenge) or bool(queries.said_findings(store, challenge))


def issue_final(store: Store, challenge: UUID, sha256: str) -> ChangeSet:
    """Make the report final: `sha256` names its bytes among the attachments. A final report never changes.

    Raises `UserError` when it is final already, or nothing has been agreed.
    """
    issue = issue_of(store, challenge)
    if is_final(store, challenge):
        raise UserError("This report is final already. A later change is a new version.")
    if not queries.said_findings(store, challenge):
        raise UserError("No finding has been agreed yet. Agree the findings first, then issue the report.")
    final = replace(issue or _begun(store, challenge), state=ReportState.FINAL, sha256=sha256, issued_at=store.now())
    return edit_each("Issue final report", [(issue, final)]) if issue else add("Issue final report", final)


def move_report_on(store: Store, challenge: UUID, state: ReportState) -> ChangeSet:
    """Set how far a draft has come: draft, agreed by the team, or with the host; final has an act of its own."""
    issue = issue_of(store, challenge)
    if state is ReportState.FINAL or (issue and issue.state is ReportState.FINAL):
        raise UserError("A final report never changes. A later change is a new version.")
    label = f"Report: {state.words.lower()}"
    if issue is None:
        return add(label, replace(_begun(store, challenge), state=state))
    return edit(label, issue, state=state)


def new_version(store: Store, challenge: UUID) -> ChangeSet:
    """Begin the next version of a report whose last one is final."""
    issue = issue_of(store, challenge)
    if issue is None or issue.state is not ReportState.FINAL:
        raise UserError("There is no final report yet, so the draft can simply be changed.")
    round_, host = _round_and_host(store, challenge)
    version = issue.version + 1
    return add(
        "Begin new version of report",
        ReportIssue(
            id=store.new_id(),
            challenge=challenge,
            version=version,
            reference=reference_of(round_, host, version),
        ),
    )


def reference_of(round_: Round, host: Authority, version: int) -> str:
    """Return the short reference in a report's footer: the host, the round's year and the version."""
    year = f" {round_.starts.year}" if round_.starts else ""
    return f"{host.name}{year}, version {version}"


def _begun(store: Store, challenge: UUID) -> ReportIssue:
    round_, host = _round_and_host(store, challenge)
    return ReportIssue(id=store.new_id(), challenge=challenge, reference=reference_of(round_, host, 1))


def _round_and_host(store: Store, challenge: UUID) -> tuple[Round, Authority]:
    found = store.need(Challenge, challenge)
    return store.need(Round, found.round), store.need(Authority, found.host)
