"""The authorities page as a coordinator uses it, by keys and clicks."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from peer_challenge.domain.choices import Grade, Joining, RelationshipKind, Role
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Authority, Participation, Person, Relationship, RolePeriod
from peer_challenge.services.people import add_person, people_of
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round
from ui.pages.authorities import AuthoritiesPage
from ui.pages.start_round import StartRoundPage
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(store: Store, workspace: Workspace, qtbot: QtBot) -> Iterator[AuthoritiesPage]:
    workspace.choose_round(south_east_round(store))
    page = AuthoritiesPage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    with qtbot.waitExposed(page):
        page.show()
    page.first_focus().setFocus()
    yield page
    page.hide()


def _choose(page: AuthoritiesPage, store: Store, name: str) -> UUID:
    chosen = authority_id(store, name)
    assert page.table.select(chosen)
    return chosen


def _press(qtbot: QtBot, button: QAbstractButton) -> None:
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def _type(qtbot: QtBot, box: QWidget, text: str) -> None:
    box.setFocus()
    qtbot.keyClicks(box, text)


def _pick(qtbot: QtBot, box: QWidget, words: str) -> None:
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(words)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == words


def _shown(page: AuthoritiesPage) -> list[str]:
    order = page.table.order
    return [order.index(at, 0).data() for at in range(order.rowCount())]


def test_the_register_shows_the_round_and_the_first_authority(page: AuthoritiesPage) -> None:
    assert len(_shown(page)) == 19
    assert page.count.text() == "19 of 19 take part in this round."
    assert page.detail.heading.text() == "Bracknell Forest"
    assert page.detail.chip.text == "Taking part"


def test_searching_narrows_the_list_by_name_and_sub_region(page: AuthoritiesPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search, "sussex")
    assert _shown(page) == ["East Sussex", "West Sussex"]
    assert page.detail.heading.text() == "East Sussex"
    page.search.clear()
    qtbot.keyClicks(page.search, "berkshire")
    assert len(_shown(page)) == 6
    qtbot.keyClicks(page.search, "xx")
    assert _shown(page) == []
    assert not page.detail.isVisible()


def test_an_authority_declines_with_a_reason_and_undo_takes_it_back(
    page: AuthoritiesPage, store: Store, workspace: Workspace, qtbot: QtBot
) -> None:
    kent = _choose(page, store, "Kent")
    _press(qtbot, page.detail.decline)
    _type(qtbot, page.detail.why.editor("reason"), "Inspection due")
    qtbot.keyClick(page.detail.why.editor("reason"), Qt.Key.Key_Return)
    part = store.get(Participation, link_id("participation", workspace.round, kent))
    assert part is not None
    assert (part.joining, part.reason) == (Joining.DECLINED, "Inspection due")
    assert (page.detail.chip.text, page.detail.reason.text()) == ("Declined", "Inspection due")
    assert page.count.text() == "18 of 19 take part in this round."
    assert page.detail.why.isHidden()
    workspace.undo()
    assert page.detail.chip.text == "Taking part"
    assert page.detail.heading.text() == "Kent"


def test_a_declined_authority_joins_at_a_click(page: AuthoritiesPage, store: Store, qtbot: QtBot) -> None:
    _choose(page, store, "Kent")
    _press(qtbot, page.detail.decline)
    _press(qtbot, page.detail.why.button)
    assert page.detail.chip.text == "Declined"
    _press(qtbot, page.detail.join)
    assert page.detail.chip.text == "Joined"


def test_facts_are_kept_when_the_field_is_left_and_refused_in_place(
    page: AuthoritiesPage, store: Store, qtbot: QtBot
) -> None:
    kent = _choose(page, store, "Kent")
    page.detail.tabs.setCurrentIndex(1)
    form = page.detail.facts.form
    aliases = form.editor("aliases").box
    _type(qtbot, aliases, "KCC, County of Kent")
    assert store.need(Authority, kent).aliases == ()
    qtbot.keyClick(aliases, Qt.Key.Key_Return)
    assert store.need(Authority, kent).aliases == ("KCC", "County of Kent")
    _type(qtbot, aliases, ", RBWM")
    qtbot.keyClick(aliases, Qt.Key.Key_Return)
    assert store.need(Authority, kent).aliases == ("KCC", "County of Kent")
    assert aliases.text() == "KCC, County of Kent, RBWM"
    assert "RBWM” means Windsor and Maidenhead" in aliases.accessibleDescription()
    _pick(qtbot, form.editor("impact_of_leaders").box, "Outstanding")
    qtbot.keyClick(form.editor("impact_of_leaders").box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: store.need(Authority, kent).impact_of_leaders is Grade.OUTSTANDING)


def test_half_typed_facts_are_a_draft_and_come_back(
    page: AuthoritiesPage, store: Store, workspace: Workspace, qtbot: QtBot
) -> None:
    kent = _choose(page, store, "Kent")
    page.detail.tabs.setCurrentIndex(1)
    _type(qtbot, page.detail.facts.form.editor("stratum").box, "Channel co")
    qtbot.waitUntil(lambda: workspace.draft(f"authority:{kent}:stratum") == "Channel co", timeout=3000)
    assert store.need(Authority, kent).stratum == ""
    again = AuthoritiesPage(workspace)
    qtbot.addWidget(again)
    again.show()
    again.table.select(kent)
    assert again.detail.facts.form.unsettled() == {"stratum": "Channel co"}


def test_a_link_is_added_refused_twice_and_removed(page: AuthoritiesPage, store: Store, qtbot: QtBot) -> None:
    _choose(page, store, "Kent")
    page.detail.tabs.setCurrentIndex(2)
    links = page.detail.links
    before = len(links.list.records.rows)
    for attempt in range(2):
        _press(qtbot, links.add)
        _press(qtbot, links.entry.button)
        assert len(_conflicts(store)) == attempt
        _pick(qtbot, links.entry.editor("kind"), "Declared interest")
        _type(qtbot, links.entry.editor("other"), "Slough")
        _press(qtbot, links.entry.button)
    assert links.entry.isVisible()
    assert len(links.list.records.rows) == before + 1
    qtbot.keyClick(links.entry.editor("source"), Qt.Key.Key_Escape)
    assert links.entry.isHidden()
    assert links.list.select(_conflicts(store)[0].id)
    _press(qtbot, links.remove)
    assert len(links.list.records.rows) == before


def _conflicts(store: Store) -> list[Relationship]:
    return [each for each in store.find(Relationship) if each.kind is RelationshipKind.DECLARED_CONFLICT]


def test_a_link_needs_a_year_that_is_one(page: AuthoritiesPage, store: Store, qtbot: QtBot) -> None:
    _choose(page, store, "Kent")
    page.detail.tabs.setCurrentIndex(2)
    entry = page.detail.links.entry
    _press(qtbot, page.detail.links.add)
    _pick(qtbot, entry.editor("kind"), "Together before")
    _type(qtbot, entry.editor("other"), "Slough")
    for typed, refused in [("soon", "“soon” is not a year"), ("", "from 1990 to 2026")]:
        entry.fill("year", typed)
        _press(qtbot, entry.button)
        assert refused in entry.problem
    entry.fill("year", "2024")
    _press(qtbot, entry.button)
    assert "Together with Slough in 2024" in {row.words for row in page.detail.links.list.records.rows}


def test_a_person_is_added_given_another_role_ended_and_removed(
    page: AuthoritiesPage, store: Store, qtbot: QtBot
) -> None:
    kent = _choose(page, store, "Kent")
    people = page.detail.people
    _press(qtbot, people.add)
    _type(qtbot, people.entry.editor("name"), "Ada Birch")
    _type(qtbot, people.entry.editor("email"), "ada at kent")
    _press(qtbot, people.entry.button)
    assert "not an e-mail address" in people.entry.problem
    people.entry.fill("email", "ada@kent.example")
    _pick(qtbot, people.entry.editor("role"), "QA lead")
    _press(qtbot, people.entry.button)
    (row,) = people_of(store, kent)
    assert (row.name, [each.role for each in row.roles]) == ("Ada Birch", [Role.QA_LEAD])
    assert page.detail.tabs.tabText(0) == "People (1)"

    people.list.select(row.id)
    person = people.person
    _press(qtbot, person.add_role)
    _press(qtbot, person.new_role.button)
    assert person.new_role.problem == "Choose a role."
    _pick(qtbot, person.new_role.editor("role"), "Challenger")
    _press(qtbot, person.new_role.button)
    assert len(store.find(RolePeriod, person=row.id)) == 2
    _press(qtbot, next(b for b in person.roles.findChildren(QAbstractButton) if "QA lead" in b.accessibleName()))
    _press(qtbot, person.end.button)
    ended = store.find(RolePeriod, role=Role.QA_LEAD)[0]
    assert str(ended.ends) == "2026-11-05"
    _press(qtbot, person.remove)
    assert not store.find(Person)
    assert not person.isVisible()


def test_contacts_are_pasted_judged_and_brought_in(page: AuthoritiesPage, store: Store, qtbot: QtBot) -> None:
    store.apply(add_person(store, "Ada Birch", authority_id(store, "Kent")))
    _press(qtbot, page.bring)
    QApplication.clipboard().setText(
        "Name\tAuthority\tRole\nBo Elm\tRBWM\tQA lead\nAda Birch\tKent\t\nCy Ash\tNarnia\t\n"
    )
    page.bring_in.paste.paste()
    qtbot.waitUntil(lambda: len(page.bring_in.verdicts.records.rows) == 3)
    assert "One row is not right" in page.bring_in.summary.text()
    assert not page.bring_in.confirm.isEnabled()
    page.bring_in.paste.selectAll()
    QApplication.clipboard().setText("Name\tAuthority\tRole\nBo Elm\tRBWM\tQA lead\nAda Birch\tKent\t\n")
    page.bring_in.paste.paste()
    qtbot.waitUntil(lambda: len(page.bring_in.verdicts.records.rows) == 2)
    assert page.bring_in.confirm.text() == "Bring in 1 person"
    _press(qtbot, page.bring_in.confirm)
    assert page.table.isVisible()
    assert {each.name for each in store.find(Person)} == {"Ada Birch", "Bo Elm"}


def test_a_file_that_cannot_be_read_is_said_where_it_was_chosen(
    page: AuthoritiesPage, tmp_path: Path, qtbot: QtBot
) -> None:
    _press(qtbot, page.bring)
    (tmp_path / "letter.docx").write_bytes(b"PK")
    page.bring_in.read_file(tmp_path / "letter.docx")
    qtbot.waitUntil(lambda: page.bring_in.summary.text().startswith("letter.docx is not a table"))
    (tmp_path / "contacts.csv").write_text("Name,Authority\nBo Elm,Kent\n")
    page.bring_in.read_file(tmp_path / "contacts.csv")
    qtbot.waitUntil(lambda: [row.says for row in page.bring_in.verdicts.records.rows] == ["Will be added."])
    _press(qtbot, page.bring_in.cancel)
    assert page.table.isVisible()


def test_an_authority_is_added_and_chosen(page: AuthoritiesPage, store: Store, qtbot: QtBot) -> None:
    _press(qtbot, page.add)
    _type(qtbot, page.entry.editor("name"), "Kent County Council")
    qtbot.keyClick(page.entry.editor("name"), Qt.Key.Key_Return)
    assert page.entry.problem == "Kent is in this round file already."
    page.entry.fill("name", "Northshire")
    _press(qtbot, page.entry.button)
    assert page.detail.heading.text() == "Northshire"
    assert len(_shown(page)) == 20


def test_without_a_round_the_page_says_what_to_do(workspace: Workspace, qtbot: QtBot) -> None:
    page = AuthoritiesPage(workspace)
    qtbot.addWidget(page)
    page.show()
    assert page.empty.button is not None
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.mouseClick(page.empty.button, LEFT)
    assert wanted.args == [StartRoundPage.name, None]


def test_what_a_search_found_is_chosen_whatever_the_list_was_narrowed_to(
    page: AuthoritiesPage, store: Store, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.search, "sussex")
    assert page.open_record(authority_id(store, "Kent"))
    assert page.detail.heading.text() == "Kent"
    assert not page.open_record(store.new_id())
    assert page.detail.heading.text() == "Kent"


def test_every_focusable_widget_has_a_name_of_its_own(page: AuthoritiesPage, store: Store, qtbot: QtBot) -> None:
    store.apply(add_person(store, "Ada Birch", authority_id(store, "Kent"), role=Role.QA_LEAD))
    _choose(page, store, "Kent")
    page.refresh()
    page.detail.people.list.select(store.find(Person)[0].id)
    for button in (page.add, page.detail.decline, page.detail.people.add, page.detail.links.add):
        button.click()
    assert unnamed_or_shared(page) == []


def unnamed_or_shared(page: QWidget) -> list[str]:
    """Return focusable parts of a page without a name, and names that stand on several of them."""
    parts = [
        each
        for each in page.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.objectName().startswith("qt_")
        and each.focusProxy() is None
        and each.window() is page.window()
        and not isinstance(each.parentWidget(), QComboBox)
    ]
    names = [each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "") for each in parts]
    return [
        f"{type(each).__name__}: {name or 'no name'}"
        for each, name in zip(parts, names, strict=True)
        if not name or names.count(name) > 1
    ]
