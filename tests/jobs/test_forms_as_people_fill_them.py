"""Word forms as people fill them in: what is plainly meant is taken and told as it was read, the rest is listed."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document
from docx.document import Document as WordDocument

from peer_challenge.domain.choices import Again, Joining, RelationshipKind
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import (
    Authority,
    LineOfEnquiry,
    Note,
    Participation,
    PreparedQuestion,
    Relationship,
    Round,
)
from peer_challenge.jobs.receiving import bring_in_paper, look_at_paper
from peer_challenge.jobs.round_forms import write_form
from peer_challenge.services.filled_forms import FormPreview
from peer_challenge.services.form_shape import FormKind
from peer_challenge.services.people import add_person
from peer_challenge.services.time_estimates import estimate_of
from peer_challenge.services.value import evaluation_of
from peer_challenge.storage.store import Store
from tests.builders import a_triad, a_triad_in_session, authority_id, south_east_round
from tests.word import fill_row

Fill = Callable[[WordDocument], None]


def brought_in(store: Store, round_id: UUID, authority: UUID, folder: Path, kind: FormKind, fill: Fill) -> FormPreview:
    """Write a form, fill it in and bring it in; return what was shown before."""
    path = write_form(store, round_id, authority, folder, kind).path
    document = Document(str(path))
    fill(document)
    document.save(str(path))
    look = look_at_paper(store, round_id, path)
    assert look.preview is not None
    store.apply(bring_in_paper(store, round_id, look))
    return look.preview


def test_closing_answers_are_told_as_they_were_read(store: Store, tmp_path: Path) -> None:
    triad = a_triad(store)

    def closes(document: WordDocument) -> None:
        fill_row(document, "How useful was it?", "4 out of 5")
        fill_row(document, "Would you do it again?", "yes, definitely")
        fill_row(document, "Hours of reading", "about 2")
        fill_row(document, "Hours in the meeting", "90 min")
        fill_row(document, "Hours of writing", "2 or 3")

    preview = brought_in(store, triad.round, triad.hosts[0], tmp_path, FormKind.CLOSING, closes)
    assert sorted(each.text for each in preview.rows) == [
        "1.5 hours (“90 min”)",
        "2 hours (“about 2”)",
        "4 (“4 out of 5”)",
        "Yes (“yes, definitely”)",
    ]
    assert [each.text for each in preview.unplaced] == ["2 or 3"]
    said = evaluation_of(store, triad.challenges[0], triad.hosts[0])
    took = estimate_of(store, triad.challenges[0], triad.hosts[0])
    assert (said.usefulness, said.again) == (4, Again.YES)
    assert (took.reading, took.meeting, took.writing) == (120, 90, 0)


@pytest.mark.parametrize(
    ("said", "becomes"), [("Yes please, gladly", Joining.JOINED), ("No, sorry", Joining.DECLINED), ("Yes?", None)]
)
def test_joining_is_read_with_manners_beside_it(
    store: Store, tmp_path: Path, said: str, becomes: Joining | None
) -> None:
    round_id = south_east_round(store)
    kent = authority_id(store, "Kent")
    part = link_id("participation", round_id, kent)
    before = store.need(Participation, part).joining
    preview = brought_in(
        store,
        round_id,
        kent,
        tmp_path,
        FormKind.JOINING,
        lambda document: fill_row(document, "Will you take part?", said),
    )
    assert store.need(Participation, part).joining is (becomes or before)
    assert [each.text for each in preview.unplaced] == ([] if becomes else [said])


def test_of_two_names_the_one_that_is_known_is_kept_and_a_deleted_row_is_told(store: Store, tmp_path: Path) -> None:
    round_id = south_east_round(store)
    slough = authority_id(store, "Slough")
    for name in ("Ann Example", "Bo Example"):
        store.apply(add_person(store, name, slough))

    def joins(document: WordDocument) -> None:
        fill_row(document, "Anyone we should not sit with?", "Kent (our director’s sister) and Southhamston")
        table = next(each for each in document.tables if each.rows[0].cells[0].text == "Name")
        table._tbl.remove(next(row for row in table.rows if row.cells[0].text == "Ann Example")._tr)

    preview = brought_in(store, round_id, slough, tmp_path, FormKind.JOINING, joins)
    assert [each.text for each in preview.unplaced] == ["Southhamston"]
    (declared,) = (each for each in store.find(Relationship) if each.kind is RelationshipKind.DECLARED_CONFLICT)
    assert {store.need(Authority, each).name for each in (declared.first, declared.second)} == {"Kent", "Slough"}
    assert [each for each in preview.remarks if "Ann Example" in each] == [
        "Not in the form’s table of who attends: Ann Example. Nobody is taken away; do so under Authorities."
    ]


def test_a_remark_below_the_last_box_is_listed_and_numbers_of_questions_are_dropped(
    store: Store, tmp_path: Path
) -> None:
    triad = a_triad_in_session(store)
    line = store.find(LineOfEnquiry, framework=store.need(Round, triad.round).framework)[0]

    def asks(document: WordDocument) -> None:
        body = list(document.element.body.iter())
        heading = next(each for each in document.paragraphs if each.text == f"Questions: {line.short}")
        box = next(each for each in body[body.index(heading._p) :] if each.tag.endswith("}sdtContent"))
        first, *_ = (each for each in box.iter() if each.tag.endswith("}t"))
        first.text = "1. How many audits?"
        document.add_paragraph("We found the pack hard to open.")

    preview = brought_in(store, triad.round, triad.hosts[0], tmp_path, FormKind.QUESTIONS, asks)
    assert [each.text for each in store.find(PreparedQuestion)] == ["How many audits?"]
    assert store.find(Note) == []
    assert [(each.text, each.where) for each in preview.unplaced] == [
        ("We found the pack hard to open.", "below the last box")
    ]
