"""The page of asks and offers across the region, as the coordinator works on it with keys and clicks."""

import zipfile
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import AskOrOffer, IntroductionState, Joining, RelationshipKind, Role
from peer_challenge.domain.ids import link_id
from peer_challenge.services import asks_offers
from peer_challenge.services.people import add_person
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad
from ui.pages.asks_offers import AsksOffersPage
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def triad(store: Store, workspace: Workspace) -> Triad:
    made = a_triad(store)
    for host in made.hosts:
        part = r.Participation(
            id=link_id("participation", made.round, host), round=made.round, authority=host, joining=Joining.JOINED
        )
        store.apply(add("Join", part))
    workspace.choose_round(made.round)
    return made


def told(store: Store, triad: Triad, host: int, kind: str, text: str) -> None:
    act = asks_offers.ask_or_offer(
        store, triad.challenges[host], triad.hosts[host], AskOrOffer(kind), text, line=triad.lines[0], released=True
    )
    store.apply(act)


@pytest.fixture
def pair(store: Store, triad: Triad) -> Triad:
    told(store, triad, 0, "ask", "Audit of supervision")
    told(store, triad, 2, "offer", "Audit <b>tools</b>")
    return triad


def shown(qtbot: QtBot, workspace: Workspace) -> AsksOffersPage:
    page = AsksOffersPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 750)
    page.show()
    return page


def texts(rows) -> list[str]:
    return [row.ask.text for row in rows.records.rows]


def test_an_empty_board_says_what_to_do_and_an_ask_is_typed_in(
    qtbot: QtBot, workspace: Workspace, store: Store, triad: Triad
) -> None:
    page = shown(qtbot, workspace)
    assert page.empty.isVisible()
    assert page.first_focus() is page.empty.button
    qtbot.mouseClick(page.empty.button, LEFT)
    text = page.entry.editor("text")
    qtbot.keyClicks(text, "Help with audits")
    qtbot.mouseClick(page.entry.button, LEFT)
    assert "whose it is" in page.entry.problem
    whose = page.entry.editor("authority")
    assert isinstance(whose, QComboBox)
    qtbot.keyClicks(whose.lineEdit(), "Kent")
    page.entry.editor("released").click()
    qtbot.mouseClick(page.entry.button, LEFT)
    assert texts(page.fit.asks) == ["Help with audits"]
    assert not page.entry.isVisible()
    assert workspace.undo_label() == "Add ask"
    workspace.undo()
    assert page.empty.isVisible()


def test_it_opens_with_all_that_may_fit_and_says_what_is_proposed_already(
    qtbot: QtBot, workspace: Workspace, store: Store, pair: Triad
) -> None:
    page = shown(qtbot, workspace)
    page.activateWindow()
    page.fit.asks.setFocus()
    qtbot.waitUntil(page.fit.asks.hasFocus)
    assert page.fit.asks.current_row() is not None
    assert page.fit.about.text() == "Best first. Choose an ask or an offer to see what fits it."
    assert len(page.fit.proposals.records.rows) == 1
    qtbot.keyClick(page.fit.asks, Qt.Key.Key_Return)
    assert page.fit.about.text() == "For Kent: Audit of supervision"
    top = page.tabs.mapTo(page, page.tabs.pos())
    qtbot.mouseClick(page.fit.introduce, LEFT)
    assert page.fit.asks.records.rows[0].state.words == "Proposed"
    assert "Introductions so far: Slough (proposed)." in page.fit.about.text()
    assert page.focusWidget() is page.fit.asks
    assert page.tabs.mapTo(page, page.tabs.pos()) == top


def test_what_is_not_released_is_kept_for_the_group_and_said_so(
    qtbot: QtBot, workspace: Workspace, store: Store, pair: Triad
) -> None:
    page = shown(qtbot, workspace)
    qtbot.mouseClick(page.add, LEFT)
    qtbot.keyClicks(page.entry.editor("authority").lineEdit(), "Medway")
    qtbot.keyClicks(page.entry.editor("text"), "Our calendar")
    qtbot.mouseClick(page.entry.button, LEFT)
    assert "Our calendar" not in texts(page.fit.asks)
    assert "Kept for its group" in page.told.banners[0].sentence
    assert len(store.find(r.AskOffer, challenge=pair.challenges[1])) == 1


def test_a_proposal_becomes_an_introduction_and_its_outcome_is_kept(
    qtbot: QtBot, workspace: Workspace, store: Store, pair: Triad, tmp_path
) -> None:
    store.apply(add_person(store, "Bo Lee", pair.hosts[2], "Head", "bo@slough.example", Role.QA_LEAD, date(2026, 9, 1)))
    page = shown(qtbot, workspace)
    page.fit.asks.setFocus()
    page.fit.asks.select(page.fit.asks.records.rows[0].id)
    qtbot.keyClick(page.fit.asks, Qt.Key.Key_Return)
    (proposal,) = page.fit.proposals.records.rows
    assert proposal.offer.ask.text == "Audit <b>tools</b>"
    assert page.fit.about.text() == "For Kent: Audit of supervision"
    assert page.focusWidget() is page.fit.proposals
    qtbot.keyClick(page.fit.proposals, Qt.Key.Key_Return)
    (made,) = store.find(r.Introduction)
    assert "Kent and Slough" in page.told.banners[0].sentence
    assert page.fit.proposals.isHidden()
    assert not page.fit.introduce.isEnabled()
    assert page.tabs.tabText(1) == "Introductions (1)"

    page.tabs.setCurrentIndex(1)
    part = page.introductions
    assert part.addresses.text() == "The draft goes to Bo Lee (Slough). No address is known for Kent."
    part.choose_folder = lambda: str(tmp_path)
    qtbot.mouseClick(part.draft, LEFT)
    assert (tmp_path / "Introduction Kent and Slough.eml").exists()
    assert "Nothing was sent" in page.told.banners[0].sentence
    outcome = part.form.editor("outcome").box
    outcome.setFocus()
    qtbot.keyClicks(outcome, "They met.")
    qtbot.keyClick(outcome, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert store.need(r.Introduction, made.id).outcome == "They met."
    state = part.form.editor("state").box
    state.setCurrentIndex(state.findText("Helped"))
    state.activated.emit(state.currentIndex())
    assert store.need(r.Introduction, made.id).state is IntroductionState.HELPED
    page.tabs.setCurrentIndex(0)
    assert page.fit.asks.records.rows[0].state.words == "Helped"
    page.tabs.setCurrentIndex(1)
    qtbot.mouseClick(part.remove, LEFT)
    assert part.empty.isVisible()
    assert workspace.undo_label() == "Remove introduction"


def test_a_declared_interest_is_said_before_the_button(
    qtbot: QtBot, workspace: Workspace, store: Store, pair: Triad
) -> None:
    first, second = sorted((pair.hosts[0], pair.hosts[2]), key=str)
    kind = RelationshipKind.DECLARED_CONFLICT
    page = shown(qtbot, workspace)
    assert not page.fit.caution.isVisible()
    link = r.Relationship(id=store.new_id(), first=first, second=second, kind=kind, source="A shared director")
    workspace.do(lambda _store: add("Declare", link))
    assert page.fit.caution.text() == "Before you do: They have a declared interest: A shared director."
    assert page.fit.caution.isVisible()


def test_the_board_is_narrowed_and_saved_as_excel(
    qtbot: QtBot, workspace: Workspace, store: Store, pair: Triad, tmp_path
) -> None:
    told(store, pair, 1, "ask", "Young inspectors")
    page = shown(qtbot, workspace)
    page.by_authority.setCurrentIndex(page.by_authority.findText("Medway"))
    page.by_authority.activated.emit(page.by_authority.currentIndex())
    assert texts(page.fit.asks) == ["Young inspectors"]
    assert texts(page.fit.offers) == []
    assert page.fit.about.text() == "Nothing fits yet."
    page.choose_file = lambda name: str(tmp_path / name)
    qtbot.mouseClick(page.export, LEFT)
    assert zipfile.is_zipfile(tmp_path / "Asks and offers.xlsx")


def test_it_opens_at_an_introduction_an_ask_or_an_offer(
    qtbot: QtBot, workspace: Workspace, store: Store, pair: Triad
) -> None:
    page = shown(qtbot, workspace)
    (offer,) = page.fit.offers.records.rows
    assert page.open_record(offer.id)
    assert page.fit.about.text() == "For Slough: Audit <b>tools</b>"
    qtbot.mouseClick(page.fit.introduce, LEFT)
    (made,) = store.find(r.Introduction)
    assert page.open_record(made.id)
    assert page.tabs.currentIndex() == 1
    assert not page.open_record(store.new_id())
