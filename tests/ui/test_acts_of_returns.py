"""What papers that come back, the reports and the end of a round cost in key presses and clicks; see docs/acts.md."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document
from docx.document import Document as WordDocument
from PySide6.QtCore import Qt

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import FindingKind, Joining, ReportState, SessionState
from peer_challenge.jobs.reports import issue_report
from peer_challenge.services import actions, findings, sessions
from peer_challenge.services.form_shape import FormKind
from peer_challenge.services.report_life import move_report_on
from peer_challenge.services.settling import settle
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store
from tests.acts import ROOT, Person, counted, started, told
from tests.builders import LEGAL_GROUPS, draft_plan, south_east_round
from tests.word import fill_row, strike

HOW_MANY = pytest.mark.parametrize(("many", "all_of"), [(1, "One"), (19, "Nineteen")])
MET = date(2026, 11, 12)


def met(person: Person, path: Path) -> Store:
    """Open a round whose six groups have met: each host has an agreed finding and a dated action, no report yet."""
    store = create_store(path)
    plan = draft_plan(store, south_east_round(store), LEGAL_GROUPS)
    store.apply(settle(store, plan))
    for group in store.find(r.Group, plan=plan):
        store.apply(sessions.plan_session(store, group.id, MET, time(10, 0)))
    for each in store.find(r.Session):
        store.apply(edit("Hold", each, state=SessionState.HELD))
    for each in store.find(r.Challenge):
        said = f"Managers in {store.need(r.Authority, each.host).name} read every audit in a week."
        store.apply(findings.propose_finding(store, each.id, FindingKind.STRENGTH, None, said))
        store.apply(actions.add_action(store, each.id, "Audit again.", "QA lead", date(2027, 3, 1)))
    store.apply(findings.agree(store, [each.id for each in store.find(r.Finding)], MET))
    store.close()
    person.program.open(path)
    return person.program.file.store


def forms_out(person: Person, key: Qt.Key, kind: FormKind) -> None:
    """From the page where files go out: a Word form of one kind for everybody, its name begun by its first letter."""
    page = person.page(9)
    person.tab(page.tabs, "Forms in Word")
    person.page(9)
    assert page.forms.kind.hasFocus()
    person.key(key)
    assert page.forms.kind.currentData() == kind
    saved(person)


def saved(person: Person) -> None:
    """Save the forms chosen, for everybody."""
    part = person.program.window.pages.current.forms
    person.click(part.save)
    person.wait(lambda: len(list(person.folder.glob(f"*-{FormKind(part.kind.currentData()).slug}.docx"))) == 19)


def filled(person: Person, slug: str, fill: Callable[[WordDocument], None]) -> list[Path]:
    """What the authorities do: fill their forms in, and send them back."""
    forms = sorted(person.folder.glob(f"*-{slug}.docx"))
    assert len(forms) == 19
    for each in forms:
        document = Document(str(each))
        fill(document)
        document.save(str(each))
    return forms


def brought_in(person: Person, papers: list[Path]) -> None:
    """Each paper dropped on the window, looked at, and brought in."""
    for each in papers:
        person.drop(each)
        part = person.program.window.pages.current.forms
        person.wait(lambda part=part: part.confirm.isVisible() and part.confirm.isEnabled())
        person.click(part.confirm)
        person.wait(lambda part=part: not part.confirm.isVisible())


def joins(document: WordDocument) -> None:
    fill_row(document, "Will you take part?", "Yes")
    fill_row(document, "Bad dates", "12 January 2027")


def says_how_it_was(document: WordDocument) -> None:
    fill_row(document, "How useful was it?", "4")
    fill_row(document, "Hours of reading", "2")


def evaluates_itself(document: WordDocument) -> None:
    document.tables[0].rows[1].cells[0].text = "Re-audits improve."


def invited(person: Person) -> None:
    """Home's first step leads to the joining form; one is saved for everybody."""
    home = person.page(1)
    person.wait(lambda: home.steps.current_row() is not None)
    assert home.steps.current_row().words == "Ask who joins: forms in Word"
    person.key(Qt.Key.Key_Return)
    saved(person)


@HOW_MANY
def test_joining_forms_go_out_and_come_back(person: Person, many: int, all_of: str) -> None:
    started(person)
    assert counted(person, invited) == told("A joining form")
    papers = filled(person, FormKind.JOINING.slug, joins)[:many]
    assert counted(person, lambda each: brought_in(each, papers)) == told(f"{all_of} joining form")
    store = person.program.file.store
    assert len({each.authority for each in store.find(r.DayAnswer)}) == many
    assert len(store.find(r.Participation, joining=Joining.JOINED)) == 19


@HOW_MANY
def test_sef_forms_come_back(person: Person, tmp_path: Path, many: int, all_of: str) -> None:
    store = met(person, tmp_path / "met.pcw")
    page = person.page(4)
    person.click(page.overview.forms_button)
    person.wait(lambda: "19 forms saved" in page.overview.said.text())
    papers = filled(person, "sef-form", evaluates_itself)[:many]
    assert counted(person, lambda each: brought_in(each, papers)) == told(f"{all_of} SEF form")
    assert len(store.find(r.Claim)) == many


def drafts_out(person: Person, many: int) -> None:
    """Each report agreed by its team and with its host, and saved in Word: one by itself, or all at once."""
    page = person.page(7)
    for nth in range(many):
        if nth:
            person.key(Qt.Key.Key_Down)
        person.click(page.agree)
        person.wait(page.send.isEnabled)
        person.click(page.send)
        person.wait(page.issue.isEnabled)
    person.click(page.save_drafts)
    person.wait(page.saved.isVisible)


def made_final(person: Person, many: int) -> None:
    """Each correction read beside its sentence and accepted, the report issued; from the last one chosen upwards."""
    page = person.page(7)
    person.tab(page.tabs, "Corrections")
    for nth in range(many):
        if nth:
            person.key(Qt.Key.Key_Up)
        person.click(page.corrections.accept)
        person.click(page.issue)
        person.click(page.sure.yes)
        person.wait(page.again.isEnabled)


@HOW_MANY
def test_reports_go_to_their_hosts_and_are_made_final(person: Person, tmp_path: Path, many: int, all_of: str) -> None:
    store = met(person, tmp_path / "met.pcw")
    assert counted(person, lambda each: drafts_out(each, many)) == told(f"{all_of} report")
    papers = [person.folder / f"{name}-feedback.docx" for name in with_their_hosts(store)]
    for each in papers:
        strike(each, "a week", "ten days")
    assert len(papers) == many
    assert counted(person, lambda each: brought_in(each, papers)) == told(f"{all_of} draft")
    assert counted(person, lambda each: made_final(each, many)) == told(f"{all_of} correction")
    assert len(store.find(r.ReportIssue, state=ReportState.FINAL)) == many
    assert len([each for each in store.find(r.Finding) if "ten days" in each.text]) == many


def with_their_hosts(store: Store) -> list[str]:
    """The names in files of the hosts that check their drafts."""
    out: set[UUID] = {each.challenge for each in store.find(r.ReportIssue, state=ReportState.WITH_HOST)}
    hosts = [store.need(r.Authority, store.need(r.Challenge, each).host).name for each in out]
    return sorted("-".join(each.lower().split()) for each in hosts)


@HOW_MANY
def test_closing_forms_go_out_and_come_back(person: Person, tmp_path: Path, many: int, all_of: str) -> None:
    store = met(person, tmp_path / "met.pcw")
    out = counted(person, lambda each: forms_out(each, Qt.Key.Key_A, FormKind.CLOSING))
    assert out == told("A closing form")
    papers = filled(person, FormKind.CLOSING.slug, says_how_it_was)[:many]
    assert counted(person, lambda each: brought_in(each, papers)) == told(f"{all_of} closing form")
    assert len({each.authority for each in store.find(r.Evaluation)}) == many


def overview_saved(person: Person) -> None:
    """The overview for the steering group, and the one for the network."""
    page = person.page(7)
    person.click(page.save_overview)
    person.wait(page.saved.isVisible)


def disposal_seen(person: Person) -> None:
    """Until when everything is kept."""
    person.command("keep and")
    page = person.program.window.pages.current
    assert all("kept until" in each.sentence for each in page.parts.records.rows)


def checked_later(person: Person) -> None:
    """The day of each check at six months, and the reminders of the actions for every authority."""
    person.command("lists")
    page = person.program.window.pages.current
    assert len([each for each in page.checks.records.rows if each.months == 6]) == 19
    person.click(page.remind)
    person.wait(lambda: page.told.banners)


def test_the_round_is_closed_in_few_acts(person: Person, tmp_path: Path) -> None:
    store = met(person, tmp_path / "met.pcw")
    for each in store.find(r.Challenge):
        for state in (ReportState.AGREED, ReportState.WITH_HOST):
            store.apply(move_report_on(store, each.id, state))
        issue_report(store, each.id)
    assert counted(person, overview_saved) == told("The overview")
    assert len(list(person.folder.glob("regional-overview*.pdf"))) == 2
    assert counted(person, disposal_seen) == told("Disposal dates")
    assert counted(person, checked_later) == told("Six-month check")
    assert len(list(person.folder.glob("*.ics"))) == 20  # one for all, too


def test_the_total_is_the_sum_of_its_rows() -> None:
    rows = [
        each.split("|")[2:-1] for each in (ROOT / "docs" / "acts.md").read_text("utf-8").splitlines() if "| " in each
    ]
    acts = {words.strip(): int(said) for words, _, said in rows if said.strip().isdigit()}
    total = acts.pop(next(each for each in acts if each.startswith("The whole round")))
    assert sum(each for words, each in acts.items() if not words.startswith("One ")) == total
