"""Send and receive as two people do it, each at a window of their own: out, changed on both sides, back, settled."""

from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import Role
from peer_challenge.services import findings
from peer_challenge.services.scopes import scopes_of_group
from peer_challenge.storage.backups import backups_of
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.opening import create_store, open_store, remember_who
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met
from ui.background import Background
from ui.pages.exchange import ExchangePage
from ui.widgets.history_window import open_history
from ui.widgets.two_versions import ReviewWindow
from ui.workspace import Workspace


class Desk:
    """A person at a computer of their own, with the page open on their round file."""

    def __init__(self, path: Path, who: UUID | None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self._qtbot, self._monkeypatch, self.home = qtbot, monkeypatch, path.parent
        self.sit()
        self.store: Store = open_store(path) if path.exists() else create_store(path)
        if who is not None:
            remember_who(self.store, who)
        self.workspace = Workspace(self.store, Background(_failed, immediate=True))
        self.page = ExchangePage(self.workspace)
        qtbot.addWidget(self.page)
        rounds = self.store.find(r.Round)
        self.workspace.choose_round(rounds[0].id if rounds else None)
        self.page.resize(1130, 650)
        self.page.show()
        self.page.send.choose_folder = lambda _question: str(self.home)

    def sit(self) -> None:
        """Be at this computer, with its key and its passphrases."""
        self._monkeypatch.setenv("PEER_CHALLENGE_HOME", str(self.home / "app"))

    def sends(self, name: str, *, openly: bool = False) -> Path:
        """Choose whom the file is for and save it; return where it lies."""
        self.sit()
        self.page.tabs.setCurrentIndex(0)
        row = next(each for each in self.page.send.readers.records.rows if each.name == name)
        self.page.send.readers.select(row.id)
        contents = self.page.send.contents
        if contents.unlocked.isChecked() != openly:
            self.click(contents.unlocked)
        before = set(self.home.glob("*.pcpack"))
        self.click(contents.save)
        (made,) = set(self.home.glob("*.pcpack")) - before
        return made

    def takes(self, path: Path, passphrase: str = "") -> None:
        """Open a file, with the words that were read out if it is locked, and bring it in."""
        self.sit()
        self.page.open_file(path)
        preview = self.page.receive.preview
        if passphrase and not preview.bring_in.isVisible():
            self._qtbot.keyClicks(preview.passphrase, passphrase)
            self._qtbot.keyClick(preview.passphrase, Qt.Key.Key_Return)
        self.click(preview.bring_in)

    def click(self, button: QPushButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def words(self, finding: UUID, text: str) -> None:
        assert self.workspace.do(findings.edit_finding, finding, text=text)

    def lines(self) -> list[str]:
        return list(dump(self.store, scopes_of_group(self.store, "Triad A")))

    @property
    def review(self) -> ReviewWindow:
        (shown,) = self.page.window().findChildren(ReviewWindow)
        assert shown.isVisible()
        return shown


def _failed(error: Exception) -> None:
    raise error


NewDesk = Callable[[str, UUID | None], Desk]


@pytest.fixture
def new_desk(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewDesk]:
    desks: list[Desk] = []

    def sit_down(name: str, who: UUID | None) -> Desk:
        (tmp_path / name).mkdir(exist_ok=True)
        desks.append(Desk(tmp_path / name / "round.pcw", who, qtbot, monkeypatch))
        return desks[-1]

    yield sit_down
    for desk in desks:
        desk.page.close()
        desk.store.close()


ADA, BO = UUID(int=0xADA), UUID(int=0xB0)


@pytest.fixture
def triad(tmp_path: Path) -> tuple[Triad, UUID]:
    """The coordinator's round file: a triad that met, one agreed finding on Kent, Bo challenging for Medway."""
    (tmp_path / "ada").mkdir()
    store = create_store(tmp_path / "ada" / "round.pcw")
    triad = a_triad_that_met(store)
    medway = triad.hosts[1]
    store.apply(
        add(
            "Add people",
            r.Person(id=ADA, name="Ada Birch", email="ada@kent.example", authority=triad.hosts[0]),
            r.RolePeriod(id=store.new_id(), person=ADA, role=Role.COORDINATOR),
            r.Person(id=BO, name="Bo Elm", email="bo@medway.example", authority=medway),
        )
    )
    finding = a_finding(store, triad, "Audits are read by peers.")
    store.close()
    return triad, finding


@pytest.fixture
def desks(triad: tuple[Triad, UUID], new_desk: NewDesk) -> tuple[Desk, Desk, UUID]:
    """Ada's desk and Bo's, after Ada's file has come to Bo, and the finding both have."""
    ada = new_desk("ada", ADA)
    made = ada.sends("Medway", openly=True)
    bo = new_desk("bo", None)
    bo.takes(made)
    bo.workspace.become(BO)
    bo.workspace.choose_round(triad[0].round)
    return ada, bo, triad[1]


def test_before_a_file_is_made_the_page_says_what_is_in_it_and_what_is_not(
    triad: tuple[Triad, UUID], new_desk: NewDesk
) -> None:
    ada = new_desk("ada", ADA)
    send = ada.page.send
    assert [row.name for row in send.readers.records.rows] == ["Kent", "Medway", "Slough"]
    send.readers.select((triad[0].group, triad[0].hosts[1]))
    contents = send.contents
    assert contents.heading.text() == "Triad A: file for Medway"
    assert contents.inside.texts[0] == "1 finding"
    assert any(each.startswith("Judgements, comments on authorities") for each in contents.outside.texts)
    assert len(contents.passphrase.text().split()) == 5
    assert list(ada.home.glob("*.pcpack")) == []


def test_saving_puts_the_file_in_the_folder_and_plain_words_on_the_clipboard(
    triad: tuple[Triad, UUID], new_desk: NewDesk
) -> None:
    ada = new_desk("ada", ADA)
    made = ada.sends("Medway")
    copied = QGuiApplication.clipboard().text()
    words = ada.page.send.contents.passphrase.text()
    assert made.name in copied
    assert "If you do not have the program, you need not get it" in copied
    assert words not in copied
    assert made.read_bytes().startswith(b"age-encryption.org/")
    assert "is in" in ada.page.send.contents._result.texts[0]


def test_a_mail_draft_holds_message_and_file_and_opens_unsent(triad: tuple[Triad, UUID], new_desk: NewDesk) -> None:
    ada = new_desk("ada", ADA)
    ada.page.send.readers.select((triad[0].group, triad[0].hosts[1]))
    ada.click(ada.page.send.contents.zip)
    ada.click(ada.page.send.contents.draft)
    (draft,), (made,) = ada.home.glob("*.eml"), ada.home.glob("*.zip")
    mail = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert (mail["X-Unsent"], mail["To"]) == ("1", "bo@medway.example")
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (made.name, made.read_bytes())


def test_a_locked_file_opens_with_the_words_read_out_and_once_typed_they_are_remembered(
    triad: tuple[Triad, UUID], new_desk: NewDesk
) -> None:
    ada = new_desk("ada", ADA)
    made = ada.sends("Medway")
    words = ada.page.send.contents.passphrase.text()
    bo = new_desk("bo", None)
    bo.sit()
    bo.page.open_file(made)
    preview = bo.page.receive.preview
    assert not preview.bring_in.isVisible()
    preview.passphrase.setText("five wrong words it is")
    bo.click(preview.open_button)
    assert "does not fit" in preview.wrong.texts[0]
    preview.passphrase.setText(words.upper())
    bo.click(preview.open_button)
    assert preview.bring_in.isEnabled()
    bo.page.open_file(made)
    assert preview.bring_in.isVisible()


def test_what_changes_is_quoted_once_somebody_asks(desks: tuple[Desk, Desk, UUID]) -> None:
    ada, bo, finding = desks
    bo.words(finding, "Audits are read by children.")
    back = bo.sends("The coordinator", openly=True)
    ada.sit()
    ada.page.open_file(back)
    preview = ada.page.receive.preview
    assert (preview.changes.text(), preview.quotes.isVisible()) == ("Show what changes", False)
    ada.click(preview.changes)
    changed = "Finding on Kent, changed: “Audits are read by peers.” → “Audits are read by children.”"
    assert preview.quotes.texts == (changed,)
    ada.click(preview.changes)
    assert (preview.changes.text(), preview.quotes.isVisible()) == ("Show what changes", False)


def test_a_laptop_not_seen_before_is_shown_by_its_check_code_until_somebody_rang(
    desks: tuple[Desk, Desk, UUID],
) -> None:
    ada, bo, finding = desks
    bo.words(finding, "Audits are read by peers each month.")
    back = bo.sends("The coordinator", openly=True)
    code = bo.page.send.contents.code.text().rpartition(": ")[2]
    ada.sit()
    ada.page.open_file(back)
    preview = ada.page.receive.preview
    assert preview.heading.text() == "From Bo Elm"
    assert preview.laptop.isVisible()
    assert preview.code.text() == code
    ada.click(preview.yes)
    assert not preview.laptop.isVisible()
    ada.click(preview.bring_in)
    ada.page.tabs.setCurrentIndex(2)
    (laptop,) = ada.page.past.laptops.records.rows
    assert (laptop.check_code, laptop.known) == (code, True)
    ada.page.open_file(bo.sends("The coordinator", openly=True))
    assert not preview.laptop.isVisible()


def test_opening_a_file_changes_nothing_until_the_button_is_pressed(desks: tuple[Desk, Desk, UUID]) -> None:
    ada, bo, finding = desks
    bo.words(finding, "Ring 07700 900123 about the audits.")
    back = bo.sends("The coordinator", openly=True)
    before = ada.lines()
    ada.store.who = None
    ada.sit()
    ada.page.open_file(back)
    preview = ada.page.receive.preview
    assert preview.effects.texts[0] == "Changed: 1 finding."
    assert any("phone number" in each for each in preview.first.texts)
    assert (ada.lines(), backups_of(ada.store.path)) == (before, [])
    ada.click(preview.not_now)
    assert not preview.isVisible()
    assert ada.lines() == before
    ada.page.open_file(back)
    ada.click(preview.bring_in)
    assert ada.lines() != before
    assert len(backups_of(ada.store.path)) == 1
    asked: list[str] = []
    ada.page.wanted.connect(lambda page, _id: asked.append(page))
    assert ada.page.receive.you.isVisible()  # nobody has said whose laptop this is
    ada.click(ada.page.receive.you)
    assert asked == ["Who you are"]


def test_a_file_that_is_none_is_refused_in_a_sentence_on_the_page(desks: tuple[Desk, Desk, UUID]) -> None:
    ada, _bo, _finding = desks
    (ada.home / "letter.zip").write_bytes(b"PK\x03\x04 not really")
    ada.page.open_file(ada.home / "letter.zip")
    (said,) = ada.page.receive.said.texts
    assert said.startswith("letter.zip: ")
    assert not ada.page.receive.preview.isVisible()


@pytest.mark.parametrize("first", [0, 1], ids=["as sent", "the later first"])
def test_both_sides_edit_files_come_back_in_any_order_and_in_the_end_both_hold_the_same(
    desks: tuple[Desk, Desk, UUID], qtbot: QtBot, first: int
) -> None:
    ada, bo, finding = desks
    bo.words(finding, "Audits are read by peers and parents.")
    one = bo.sends("The coordinator", openly=True)
    other = a_finding(bo.store, _triad_of(bo), "Practice weeks are liked.", host=0)
    two = bo.sends("The coordinator", openly=True)
    ada.words(finding, "Audits are read by senior peers.")
    for path in (one, two) if first == 0 else (two, one):
        ada.sit()
        ada.page.open_file(path)
        if ada.page.receive.preview.bring_in.isEnabled():
            ada.click(ada.page.receive.preview.bring_in)
    assert ada.store.get(r.Finding, other) is not None
    assert ada.page.tabs.tabText(3) == "To sort out (1)"
    ada.page.tabs.setCurrentIndex(3)
    ada.page.sort.list.setFocus()
    qtbot.keyClick(ada.page.sort.list, Qt.Key.Key_Return)
    review = ada.review
    qtbot.waitUntil(review.isActiveWindow)
    assert review.before.text() == "Audits are read by peers."
    assert {pane.words.toPlainText() for pane in review.panes} == {
        "Audits are read by senior peers.",
        "Audits are read by peers and parents.",
    }
    review.new.fill("")
    qtbot.keyClicks(review.new, "Audits are read by senior peers and parents.")
    qtbot.keyClick(review.new, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ada.store.need(r.Finding, finding).text == "Audits are read by senior peers and parents."
    assert ada.page.tabs.tabText(3) == "To sort out"
    bo.takes(ada.sends("Medway", openly=True))
    assert bo.lines() == ada.lines()


def test_what_a_file_brought_goes_again_and_once_worked_on_the_page_says_why_not(
    desks: tuple[Desk, Desk, UUID],
) -> None:
    ada, bo, finding = desks
    bo.words(finding, "Audits are read by peers each month.")
    back = bo.sends("The coordinator", openly=True)
    before = ada.lines()
    ada.takes(back)
    receive = ada.page.receive
    ada.click(receive.back)
    ada.click(receive.sure.yes)
    assert ada.lines() == before
    assert receive.files.records.rows[0].state == "taken back"
    assert not receive.back.isEnabled()
    ada.takes(back)
    ada.words(finding, "Audits are read by peers, and by Ada.")
    assert not receive.back.isEnabled()
    assert receive.why_not.text().startswith("Somebody has worked on")


def test_words_struck_out_elsewhere_wait_on_the_list_until_somebody_confirms(
    desks: tuple[Desk, Desk, UUID], qtbot: QtBot
) -> None:
    ada, bo, finding = desks
    bo.words(finding, "Zelda told us about the audits.")
    ada.takes(bo.sends("The coordinator", openly=True))
    history = open_history(bo.page, bo.workspace, finding, "text")
    bo.sit()
    bo.click(history.strike)
    assert "cannot be brought back" in history.sure.question.text()
    bo.click(history.sure.yes)
    assert "These still hold it" in history.said.text()
    assert b"Zelda" not in (bo.home / "round.pcw").read_bytes()
    ada.takes(bo.sends("The coordinator", openly=True))
    ada.page.tabs.setCurrentIndex(3)
    row = next(each for each in ada.page.sort.list.records.rows if "struck out" in each.words)
    ada.page.sort.list.select(row.id)
    ask = next(
        each
        for each in ada.page.sort.findChildren(QPushButton)
        if each.text() == "Strike it out here too…" and each.isVisible()
    )
    ada.click(ask)
    ada.click(ada.page.sort.sure.yes)
    left = [each for each in ada.page.sort.list.records.rows if "struck out" in each.words]
    assert [each.ways for each in left] == [()]  # Bo may not strike out the words that stood before
    assert "nothing was done" in left[0].detail
    assert b"Zelda" not in (ada.home / "round.pcw").read_bytes()


def test_a_role_is_handed_over_in_place_and_undo_takes_it_back(triad: tuple[Triad, UUID], new_desk: NewDesk) -> None:
    ada = new_desk("ada", ADA)
    ada.page.tabs.setCurrentIndex(4)
    part = ada.page.hand_over
    ada.click(part.form.button)
    assert part.form.problem == "Choose who hands over, to whom, and from which day."
    part.form.fill("person", ADA)
    part.form.fill("to", BO)
    ada.click(part.form.button)
    assert [each.role for each in ada.store.find(r.RolePeriod, person=BO)] == [Role.COORDINATOR]
    ada.workspace.undo()
    assert ada.store.find(r.RolePeriod, person=BO) == []


def _triad_of(desk: Desk) -> Triad:
    challenge = desk.store.find(r.Challenge)[0]
    hosts = tuple(each.host for each in desk.store.find(r.Challenge))
    lines = tuple(each.id for each in desk.store.find(r.LineOfEnquiry))
    challenges = tuple(each.id for each in desk.store.find(r.Challenge))
    return Triad(challenge.round, UUID(int=1), challenge.group, hosts, challenges, lines)
