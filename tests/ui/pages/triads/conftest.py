"""The Triads page of a South East round, with no plan yet or with one that keeps every rule."""

import pytest

from tests.builders import LEGAL_GROUPS, draft_plan, south_east_round
from tests.pages import show_page
from ui.pages.triads import TriadsPage


@pytest.fixture
def region(store):
    return south_east_round(store)


@pytest.fixture
def refused(workspace):
    said = []
    workspace.failed.connect(said.append)
    return said


@pytest.fixture
def empty_page(qtbot, workspace, region):
    return show_page(TriadsPage, workspace, region, qtbot, 1130, 650)


@pytest.fixture
def page(store, region, qtbot, workspace):
    draft_plan(store, region, LEGAL_GROUPS)
    return show_page(TriadsPage, workspace, region, qtbot, 1130, 650)
