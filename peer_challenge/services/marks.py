"""How far a stage of a round is: one mark for the grid and the timeline of the first page."""

from enum import StrEnum


class Mark(StrEnum):
    """How far a stage is; the words beside a mark always say it too."""

    NOTHING = "nothing"
    UNDER_WAY = "under_way"
    DONE = "done"
    LATE = "late"
