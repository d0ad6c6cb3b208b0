"""Notes in a list: what was said, when, about what, each with the sign of its kind."""

import json
from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.days import moment_in_words
from peer_challenge.storage.queries.notes import AuthoredNote
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.note_entry import PREFIXES, face_of
from ui.widgets.record_list import Face, RecordList
from ui.widgets.record_model import RECORD

NOTES_DRAGGED = "application/x-peer-challenge-notes"
KIND_OF_DIGIT = dict(zip("123456", PREFIXES.values(), strict=True))
