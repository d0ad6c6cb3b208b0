"""What every edition of the regional overview has around its parts, whoever it is for."""

from collections.abc import Callable, Iterator

from peer_challenge.domain.choices import ReportState
from peer_challenge.reports.document import Block, Document
from peer_challenge.services.overview import OverviewView

Part = Callable[[OverviewView], Iterator[Block]]


def edition(view: OverviewView, title: str, readers: str, *parts: Part) -> Document:
    """Return the overview for `readers` ("the network") of these parts; a draft until every report is final."""
    done = bool(view.hosts) and all(each.report is ReportState.FINAL for each in view.hosts)
    return Document(
        title=f"{title}: {view.round_name}",
        created=view.created,
        blocks=tuple(block for part in parts for block in part(view)),
        marking=view.marking,
        status="" if done else "Draft",
        reference=f"{view.region} overview for {readers}".strip(),
        subject=view.framework,
        author=view.region,
    )
