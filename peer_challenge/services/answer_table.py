"""The answer as a table to take away: what others may read, so that the file can be sent on as it is."""

from uuid import UUID

from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.records import Round
from peer_challenge.services.answer import answer_of
from peer_challenge.services.answer_shared import (
    FEW_ANSWERS,
    headlines_for_others,
    stages_for_others,
    statement_for_others,
    usefulness_for_others,
)
from peer_challenge.services.tables import Table, TableColumn
from peer_challenge.storage.store import Store

_COLUMNS = (
    TableColumn("Part", "Which part of the answer the row belongs to"),
    TableColumn("What", "The question, stage, way of sharing or measure"),
    TableColumn("Figure", "What the round file says; “Too few to show” where fewer than three authorities make it up"),
    TableColumn("Basis", "What the figure rests on, or how it is worked out"),
)


def answer_table(store: Store, round_id: UUID) -> Table:
    """Return the answer of a round, headline first; no figure tells of fewer than three authorities."""
    round_, view = store.need(Round, round_id), answer_of(store, round_id)
    rows = [("Headline", each.question, each.figure, each.rests_on) for each in headlines_for_others(view)]
    rows.append(("Statement", "In short", statement_for_others(view), ""))
    rows += [
        ("Time by stage", stage, f"{hours:g} hours", view.time.coverage) for stage, hours in stages_for_others(view)
    ]
    for sharing, scores, hours in usefulness_for_others(view):
        rows.append(("Usefulness, every answer", sharing.words, scores, FEW_ANSWERS))
        rows.append(("Hours on a challenge, median", sharing.words, hours, view.time.coverage))
    rows += [("Measure", each.name, each.for_others, each.formula) for each in view.measures]
    marking = (f"Marking: {round_.marking}.",) if round_.marking else ()
    return Table(
        name="answer",
        title=f"Time and value, {round_.name}",
        about=(*marking, f"As at {day_in_words(view.today)}.", "It holds no figure of fewer than three authorities."),
        columns=_COLUMNS,
        rows=tuple(rows),
    )
