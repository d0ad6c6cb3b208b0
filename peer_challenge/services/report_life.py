"""The life of a feedback report: draft, agreed by the team, with the host, final, and its next version."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each
from peer_challenge.domain.choices import CorrectionState, ReportState
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge, Correction, ReportIssue, Round
from peer_challenge.domain.wording import needed
from peer_challenge.domain.working_days import add_working_days, days_from
from peer_challenge.services.pauses import days_paused
from peer_challenge.services.reference import bank_holidays
from peer_challenge.services.two_versions import open_in
from peer_challenge.storage.queries import feedback as queries
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Where one host's report stands; `id` is the challenge's, `agreed` how many findings the team has agreed.

    `due_on` is counted from the session, `due_after_hold` without the days it was held or its challenge paused; both
    are None without a session. `held_until` is None unless it is held today. `outdated` says that it is final and the
    findings have changed since.
    """

    id: UUID
    host: str
    group: str
    state: ReportState | None
    agreed: int
    due_on: date | None
    version: int = 1
    due_after_hold: date | None = None
    held_until: date | None = None
    held_because: str = ""
    paused: bool = False
    outdated: bool = False

    @property
    def state_words(self) -> str:
        """How far it has come, in words."""
        if self.state is None:
            return "Draft" if self.agreed else "Nothing agreed yet"
        return f"{self.state.words}, changed since" if self.outdated else self.state.words

    @property
    def due_words(self) -> str:
        """When it is due, in words, holds counted out; a final report is due no more."""
        if self.state is ReportState.FINAL:
            return ""
        due = self.due_after_hold or self.due_on
        return day_in_words(due) if due else "No session date"

    @property
    def hold_words(self) -> str:
        """Until when it is held and why, and when it would be due otherwise; "" where no hold ever moved the day."""
        said = []
        if self.held_until:
            because = f": {self.held_because}" if self.held_because else ""
            said.append(f"Held until {day_in_words(self.held_until)}{because.rstrip('.')}.")
        if self.state is not ReportState.FINAL and self.due_on and self.due_after_hold != self.due_on:
            said.append(
                f"Without the {'pause' if self.paused else 'hold'} it would be due {day_in_words(self.due_on)}."
            )
        return " ".join(said)

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        due = f", due {self.due_words}" if self.due_words and self.due_on else ""
        hold = f" {self.hold_words}" if self.hold_words else ""
        said = f"{self.host}, {self.group}: {self.state_words.lower()}, {count_of(self.agreed, 'finding')} agreed{due}."
        return said + hold


def report_rows(store: Store, round_id: UUID) -> list[ReportRow]:
    """Return a row for each host of a round, by name."""
    round_ = store.need(Round, round_id)
    issues, agreed = queries.newest_issues(store, round_id), queries.agreed_counts(store, round_id)
    holidays, today = bank_holidays(), day_in_england(store.now())
    paused = days_paused(store, round_id)
    rows = []
    for each in queries.hosts_of(store, round_id):
        issue = issues.get(each.id)
        rows.append(
            ReportRow(
                each.id,
                each.host,
                each.group,
                issue.state if issue else None,
                agreed.get(each.id, 0),
                add_working_days(each.held_on, round_.report_days, holidays) if each.held_on else None,
                issue.version if issue else 1,
                due_with_hold(each.held_on, round_.report_days, issue, paused.get(each.id, frozenset())),
                held_until(issue, today),
                issue.held_because if issue else "",
                each.id in paused,
            )
        )
    return rows


def held_until(issue: ReportIssue | None, today: date) -> date | None:
    """Return until when a report is held; None where it is not, or no longer."""
    return issue.held_until if issue and issue.held_until and issue.held_until > today else None


def due_with_hold(
    session: date | None, days: int, issue: ReportIssue | None, paused: frozenset[date] = frozenset()
) -> date | None:
    """Return when a report is due `days` working days after its session; days held or paused do not count."""
    if session is None:
        return None
    return add_working_days(session, days, bank_holidays() | days_held(issue) | paused)


def days_held(issue: ReportIssue | None) -> frozenset[date]:
    """Return the days a report was or is to be held."""
    if issue is None or issue.held_from is None or issue.held_until is None:
        return frozenset()
    return days_from(issue.held_from, issue.held_until)


def issue_of(store: Store, challenge: UUID) -> ReportIssue | None:
    """Return the newest version of a challenge's report; None before one is begun."""
    return max(store.find(ReportIssue, challenge=challenge), key=lambda each: each.version, default=None)


def finals_of(store: Store, challenge: UUID) -> list[ReportIssue]:
    """Return the versions of a challenge's report that were issued, the newest first."""
    found = store.find(ReportIssue, challenge=challenge, state=ReportState.FINAL)
    return sorted(found, key=lambda each: each.version, reverse=True)


def is_final(store: Store, challenge: UUID) -> bool:
    """Return whether the newest version of a challenge's report is final."""
    issue = issue_of(store, challenge)
    return issue is not None and issue.state is ReportState.FINAL


def checked_by_host(store: Store, challenge: UUID) -> bool:
    """Return whether the newest version has been with its host for factual accuracy, or was corrected by it."""
    issue = issue_of(store, challenge)
    with_host = issue is not None and issue.state is ReportState.WITH_HOST
    return with_host or bool(store.find(Correction, challenge=challenge))


def why_not_issued(store: Store, challenge: UUID) -> str:
    """Return in a sentence what stands in the way of issuing a report; "" where nothing does, or it is final."""
    issue = issue_of(store, challenge)
    if issue and issue.state is ReportState.FINAL:
        return ""
    if until := held_until(issue, day_in_england(store.now())):
        return f"This report is held until {day_in_words(until)}, so it is not issued. End the hold first."
    if not queries.said_findings(store, challenge):
        return "No finding has been agreed yet. Agree the findings first, then issue the report."
    if waiting := len(store.find(Correction, challenge=challenge, state=CorrectionState.PROPOSED)):
        verb = "is" if waiting == 1 else "are"
        return f"{count_of(waiting, 'correction')} {verb} not answered yet. Accept or decline first, then issue."
    open_ = open_in(store, challenge)
    return f"{open_[0].words}. Settle which one stands, or keep both, then issue the report." if open_ else ""


def issue_final(store: Store, challenge: UUID, sha256: str, words_mark: str = "") -> ChangeSet:
    """Make the report final: `sha256` names its bytes among the attachments, `words_mark` is that of its words.

    Raises `UserError` when it is final already, held, nothing has been agreed, a correction is not answered, or
    something in it stands in two versions; both print once both are kept.
    """
    issue = issue_of(store, challenge)
    if is_final(store, challenge):
        raise UserError("This report is final already. A later change is a new version.")
    if why := why_not_issued(store, challenge):
        raise UserError(why)
    final = replace(issue or begun(store, challenge), state=ReportState.FINAL, sha256=sha256, issued_at=store.now())
    final = replace(final, words_mark=words_mark)
    return edit_each("Issue final report", [(issue, final)]) if issue else add("Issue final report", final)


def move_report_on(store: Store, challenge: UUID, state: ReportState) -> ChangeSet:
    """Set how far a draft has come: draft, agreed by the team, or with the host; final has an act of its own."""
    issue = issue_of(store, challenge)
    if state is ReportState.FINAL or (issue and issue.state is ReportState.FINAL):
        raise UserError("A final report never changes. A later change is a new version.")
    label = f"Report: {state.words.lower()}"
    if issue is None:
        return add(label, replace(begun(store, challenge), state=state))
    return edit(label, issue, state=state)


def new_version(store: Store, challenge: UUID, what_changed: str = "") -> ChangeSet:
    """Begin the next version of a report whose last one is final; `what_changed` is printed in it."""
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
            what_changed=what_changed.strip(),
            sections=issue.sections,
        ),
    )


def say_what_changed(store: Store, challenge: UUID, words: str) -> ChangeSet:
    """Say what is different in a version after the first; raises `UserError` on a first version or a final one."""
    issue = issue_of(store, challenge)
    if issue is None or issue.version == 1:
        raise UserError("This is the first version, so nothing has changed since an earlier one.")
    if issue.state is ReportState.FINAL:
        raise UserError("A final report never changes. A later change is a new version.")
    return edit("Say what changed", issue, what_changed=needed(words, "Say what changed since the last version."))


def reference_of(round_: Round, host: Authority, version: int) -> str:
    """Return the short reference in a report's footer: the host, the round's year and the version."""
    year = f" {round_.starts.year}" if round_.starts else ""
    return f"{host.name}{year}, version {version}"


def begun(store: Store, challenge: UUID) -> ReportIssue:
    """Return the first version of a report as it begins."""
    round_, host = _round_and_host(store, challenge)
    return ReportIssue(id=store.new_id(), challenge=challenge, reference=reference_of(round_, host, 1))


def _round_and_host(store: Store, challenge: UUID) -> tuple[Round, Authority]:
    found = store.need(Challenge, challenge)
    return store.need(Round, found.round), store.need(Authority, found.host)
