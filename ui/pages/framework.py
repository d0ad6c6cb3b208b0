"""The questions a round asks, and copies of them to change."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from peer_challenge.domain.records import Framework, LineOfEnquiry, Prompt, Round
from peer_challenge.services.frameworks import FrameworkView, copy_framework, frameworks_here
from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.editors import LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.framework_view import FrameworkPart
from ui.widgets.labels import EmptyState, Heading
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace
