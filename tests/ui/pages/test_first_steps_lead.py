"""The first steps of a new round lead to the very part where they are done."""

from peer_challenge.services.form_shape import FormKind
from tests.builders import south_east_round
from ui.pages.authorities import AuthoritiesPage
from ui.pages.exchange import ExchangePage


def test_asking_who_joins_opens_the_word_forms_at_the_joining_form(workspace, store, qtbot) -> None:
    workspace.choose_round(south_east_round(store))
    page = ExchangePage(workspace)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert page.open_record(workspace.round)
    assert page.forms.isVisible()
    assert page.forms.kind.currentData() == FormKind.JOINING


def test_bringing_in_contacts_opens_at_once(workspace, store, qtbot) -> None:
    workspace.choose_round(south_east_round(store))
    page = AuthoritiesPage(workspace)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert page.open_record(workspace.round)
    assert page.bring_in.isVisible()
