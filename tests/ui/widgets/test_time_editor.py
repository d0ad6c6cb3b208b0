"""Times of day as people type them."""

from datetime import time

import pytest

from peer_challenge.domain.errors import UserError
from ui.widgets.time_editor import TimeEditor, read_time


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9:30am", time(9, 30)),
        ("9.30", time(9, 30)),
        ("14:00", time(14)),
        ("2 PM", time(14)),
        ("12am", time(0)),
        ("12:15pm", time(12, 15)),
        ("midday", time(12)),
        ("", None),
    ],
)
def test_a_time_is_read(text, found):
    assert read_time(text) == found


@pytest.mark.parametrize("text", ["25:00", "9:75", "13pm", "0am", "soon", "930am"])
def test_what_is_no_time_is_refused_with_an_example(text):
    with pytest.raises(UserError, match="Write it like 9:30am"):
        read_time(text)


@pytest.mark.parametrize("at", [time(9, 30), time(0), time(12), time(12, 5), time(23, 59)])
def test_a_time_that_is_shown_reads_back(at, qtbot):
    editor = TimeEditor()
    qtbot.addWidget(editor)
    editor.fill(at)
    assert editor.value() == at
