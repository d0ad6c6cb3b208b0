"""A row that goes on in the next line."""

from PySide6.QtWidgets import QPushButton

from ui.widgets.flow import flow_row


def test_a_narrow_row_takes_more_lines_and_a_hidden_button_no_room(qtbot):
    buttons = [QPushButton(f"Button {number}") for number in range(4)]
    row = flow_row(buttons)
    qtbot.addWidget(row)
    layout = row.layout()
    one = buttons[0].sizeHint()
    wide, narrow = layout.heightForWidth(one.width() * 5), layout.heightForWidth(one.width() + 4)
    assert wide == one.height()
    assert narrow >= 4 * one.height()
    buttons[3].hide()
    assert layout.heightForWidth(one.width() + 4) < narrow


def test_buttons_of_one_line_do_not_overlap(qtbot):
    buttons = [QPushButton(f"Button {number}") for number in range(4)]
    row = flow_row(buttons)
    qtbot.addWidget(row)
    row.resize(buttons[0].sizeHint().width() * 2 + 20, 200)
    row.show()
    places = [button.geometry() for button in buttons]
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[at + 1 :])
    assert places[2].top() > places[0].bottom()
