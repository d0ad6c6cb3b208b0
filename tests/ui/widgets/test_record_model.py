"""Rows come, go, move and change without a reset, whatever the two lists are."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ui.widgets.record_model import RECORD, Column, RecordModel, RecordOrder


@dataclass(frozen=True)
class Place:
    id: int
    name: str
    minutes: int | None = None


COLUMNS = (
    Column[Place]("Authority", lambda row: row.name),
    Column[Place]("Minutes", lambda row: f"{row.minutes or ''}", lambda row: row.minutes, Qt.AlignmentFlag.AlignRight),
)
KENT, MEDWAY, SLOUGH = Place(1, "Kent", 90), Place(2, "Medway", 10), Place(3, "Slough")
lists = st.lists(
    st.builds(Place, st.integers(0, 12), st.sampled_from("abc")), unique_by=lambda row: row.id, max_size=12
)


def make(rows=()) -> RecordModel[Place]:
    model = RecordModel(COLUMNS, lambda row: f"{row.name} has given {row.minutes} minutes.")
    model.show(rows)
    return model


def texts(model, column: int = 0) -> list[str]:
    return [model.index(at, column).data() for at in range(model.rowCount())]


@given(lists, lists)
def test_becomes_any_other_list_and_keeps_hold_of_every_row_that_stays(before, after):
    model = make(before)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    held = {row.id: QPersistentModelIndex(model.index(at, 1)) for at, row in enumerate(before)}
    model.show(after)
    assert list(model.rows) == after
    assert not resets
    for row in before:
        still = [one for one in after if one.id == row.id]
        assert held[row.id].isValid() is bool(still)
        if still:
            assert held[row.id].data(RECORD) == still[0]


def test_keeps_the_rules_of_models_through_every_kind_of_change(qtmodeltester):
    model = make([KENT, MEDWAY])
    order = RecordOrder(model)
    for tested in (model, order):
        qtmodeltester.check(tested)
    for rows in ([MEDWAY, KENT, SLOUGH], [SLOUGH], [], [KENT, replace(SLOUGH, name="S"), MEDWAY], [MEDWAY, KENT]):
        model.show(rows)
        order.sort(0)
        order.look_for("e")
        order.look_for("")


def test_tells_only_of_rows_that_changed(qtbot):
    model = make([KENT, MEDWAY, SLOUGH])
    told = []
    model.dataChanged.connect(lambda first, last, *_: told.append((first.row(), last.row())))
    model.show([KENT, replace(MEDWAY, minutes=20), SLOUGH])
    model.show([KENT, replace(MEDWAY, minutes=20), SLOUGH])
    assert told == [(1, 1)]


def test_two_rows_with_one_id_are_a_fault():
    with pytest.raises(ValueError, match="share an id"):
        make([KENT, KENT])


def test_a_cell_has_text_a_row_has_one_sentence():
    model = make([KENT])
    assert [model.index(0, column).data() for column in (0, 1)] == ["Kent", "90"]
    spoken = {model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in (0, 1)}
    assert spoken == {"Kent has given 90 minutes."}
    assert model.index(0, 1).data(RECORD) is KENT
    assert model.data(QModelIndex()) is None


def test_what_people_typed_is_no_markup_in_a_tooltip():
    model = make([Place(1, "<b>Kent</b>")])
    assert "&lt;b&gt;Kent" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_sorts_by_key_not_by_text_and_rows_without_a_value_come_last():
    order = RecordOrder(make([KENT, MEDWAY, SLOUGH, Place(4, "bracknell", 100)]))
    order.sort(1)
    assert texts(order) == ["Medway", "Kent", "bracknell", "Slough"]
    order.sort(0)
    assert texts(order) == ["bracknell", "Kent", "Medway", "Slough"]
    order.sort(-1)
    assert texts(order) == ["Kent", "Medway", "Slough", "bracknell"]


def test_finds_every_word_in_any_column_beside_the_page_s_own_test():
    order = RecordOrder(make([KENT, MEDWAY, SLOUGH]))
    order.look_for("10 MED")
    assert texts(order) == ["Medway"]
    order.look_for("")
    order.keep(lambda row: row.minutes is None)
    assert texts(order) == ["Slough"]
    order.look_for("kent")
    assert texts(order) == []
    order.keep(None)
    assert texts(order) == ["Kent"]
