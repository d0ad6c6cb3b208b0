"""The joining form: will an authority take part, who attends, which days are bad, and with whom it should not sit."""

import re
from uuid import UUID

from peer_challenge.domain.choices import Joining, RelationshipKind
from peer_challenge.domain.days import day_in_england, day_in_words, in_a_row
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.meeting_words import read_days
from peer_challenge.domain.plain_answers import yes_or_no
from peer_challenge.domain.records import Authority, Person, Relationship, Round
from peer_challenge.services.authorities import relate
from peer_challenge.services.closing_forms import as_read
from peer_challenge.services.day_poll import bad_dates
from peer_challenge.services.form_merging import Outcome
from peer_challenge.services.form_shape import Asked, FormKind
from peer_challenge.services.names import NameBook
from peer_challenge.services.people import add_person, edit_person, people_of
from peer_challenge.services.reference import relationship
from peer_challenge.services.round_forms import FormPart, RoundForm, Taking, mark_of_form
from peer_challenge.services.rounds import set_joining
from peer_challenge.storage.store import Store

ASKED = (
    Asked("joining", "Will you take part?", "Yes or no"),
    Asked("reason", "If not, why?", "One line; only the coordinator reads it"),
    Asked("bad_dates", "Bad dates", "Days on which you cannot meet, for example 12 and 14 January 2027"),
    Asked(
        "interest",
        "Anyone we should not sit with?",
        "Authorities with which you have an interest to declare, one a line. Only the coordinator reads this; it is "
        "kept in the coordinator’s file and goes to nobody else",
    ),
)
_COLUMNS = (
    Asked("name", "Name", ""),
    Asked("job_title", "Role", "", ("Job title",)),
    Asked("email", "E-mail", "", ("Email", "E-mail address")),
)
_BESIDE_DAYS = frozenset(
    "a and are at both but can can’t can't cannot cant date dates day days do does for is it make meet no not nor of "
    "on or our please sorry that the these they this unable us we".split()
)
"""Words beside days that say nothing more than that these are bad."""


def joining_form(store: Store, round_id: UUID, authority: UUID) -> RoundForm:
    """Return an authority's form with the people known of it; what it said of interests is never printed again."""
    round_, own = store.need(Round, round_id), store.need(Authority, authority)
    people = tuple((each.id, _columns_of(each.person)) for each in people_of(store, own.id))
    part = FormPart(
        id=_part_id(round_id, authority),
        heading="Your answers",
        fields=ASKED,
        said={each.key: "" for each in ASKED},
        table="Who attends",
        columns=_COLUMNS,
        known=people,
    )
    return RoundForm(
        mark=mark_of_form(FormKind.JOINING, round_, own),
        authority=own.name,
        round=round_.name,
        title=f"Joining the round: {own.name}",
        introduction=(
            f"{round_.name}. Ten minutes are enough: write in the right-hand column, say who attends in the table "
            "below, save, and send it back. What you leave empty changes nothing.",
        ),
        parts=(part,),
    )


def take_joining(store: Store, round_id: UUID, authority: UUID, taking: Taking) -> None:
    """Take a filled form: the answer, people, bad dates and declared interests; what is not clear is listed."""
    part = _part_id(round_id, authority)
    _take_answer(store, round_id, authority, taking)
    for row in taking.filled.rows:
        _take_person(store, authority, row.known, row.said, taking)
    _note_missing(store, authority, taking)
    if said := taking.said(part, "bad_dates"):
        _take_days(store, round_id, authority, said, taking)
    names = NameBook(each for each in store.find(Authority) if each.id != authority)
    for line in filter(None, (each.strip() for each in taking.said(part, "interest").split("\n"))):
        _take_interest(store, authority, line, names, taking)


def _take_days(store: Store, round_id: UUID, authority: UUID, said: str, taking: Taking) -> None:
    """Keep the days of a text, told day by day; whatever else it says is listed, as no rule for days is kept."""
    try:
        days, beside = read_days(said, day_in_england(store.now()))
        if not days:
            raise UserError("No day was found in it. Write it into the dates yourself.")
        kept = in_a_row([f"{each:%A} {day_in_words(each)}" for each in days])
        taking.tell("Bad dates", taking.make(bad_dates(store, round_id, authority, days)), kept)
    except UserError as problem:
        taking.refuse("Bad dates", said, problem.sentence)
        return
    if not set(re.findall(r"[\w’']+", beside.casefold())) <= _BESIDE_DAYS:
        left = " ".join(beside.split()).strip(" ,;.&-–")
        taking.refuse("Bad dates", left, "Only single days were kept, and this is none")


def _take_answer(store: Store, round_id: UUID, authority: UUID, taking: Taking) -> None:
    part = _part_id(round_id, authority)
    said, reason = taking.said(part, "joining"), taking.said(part, "reason")
    answer = yes_or_no(said)
    if not said and not reason:
        return
    if answer:
        told = taking.make(set_joining(store, round_id, authority, Joining.JOINED))
        taking.tell("Will you take part?", told, as_read("Yes", said))
        if reason:
            taking.refuse("If not, why?", reason, "It stands beside a yes, so it was not kept")
    elif answer is False:
        told = taking.make(set_joining(store, round_id, authority, Joining.DECLINED, reason))
        taking.tell("Will you take part?", told, f"{as_read('No', said)} {reason}".strip())
    else:
        why = "It says neither yes nor no"
        for place, text in (("Will you take part?", said), ("If not, why?", reason)):
            if text:
                taking.refuse(place, text, why)


def _take_person(store: Store, authority: UUID, known: UUID | None, said: dict[str, str], taking: Taking) -> None:
    told = {name: " ".join(text.split()) for name, text in said.items() if text.strip()}
    words = ", ".join(told.values())
    there = {each.name.casefold(): each.id for each in people_of(store, authority)}
    person = known if known in there.values() else there.get(told["name"].casefold())
    try:
        if person is not None:
            changes = edit_person(store, person, **told)
        else:
            changes = add_person(store, told["name"], authority, told.get("job_title", ""), told.get("email", ""))
        taking.tell("Who attends", taking.make(changes), words)
    except UserError as problem:
        taking.refuse("Who attends", words, problem.sentence)


def _note_missing(store: Store, authority: UUID, taking: Taking) -> None:
    """Say of people whose row was deleted, or who came after the form was made, that they stay."""
    back = {each.known for each in taking.filled.rows}
    named = {each.said["name"].casefold() for each in taking.filled.rows}
    away = [
        person.name
        for row in people_of(store, authority)
        if (person := row.person).id not in back and person.name.casefold() not in named
    ]
    if away and (taking.filled.mark or taking.filled.rows):
        names = in_a_row(away)
        taking.remarks.append(
            f"Not in the form’s table of who attends: {names}. Nobody is taken away; do so under Authorities."
        )


def _take_interest(store: Store, authority: UUID, line: str, names: NameBook, taking: Taking) -> None:
    place, kind = "Anyone we should not sit with?", RelationshipKind.DECLARED_CONFLICT
    name, _, _why = line.partition(":") if ":" in line else line.partition(" – ")
    for other in _named(name, names, taking):
        known = relationship(authority, other.id, kind).id
        pending = any(each.record.id == known for each in taking.changes)
        if pending or store.get(Relationship, known):
            taking.tell(place, Outcome.SAME, line)
            continue
        changes = relate(store, authority, other.id, kind, source=f"joining form: {line}")
        taking.tell(place, taking.make(changes), as_read(other.name, line))


def _named(text: str, names: NameBook, taking: Taking) -> list[Authority]:
    """Return the authorities that a line names, with “and” or commas between; a name that is none is listed alone."""
    try:
        return names.find_all(text)
    except UserError as problem:
        plain = " ".join(re.sub(r"\([^)]*\)", " ", text).split())
        parts = [each for each in re.split(r"[,;&+/]|\band\b", plain) if each.strip()]
        if names.exact(plain):
            return names.find_all(plain)
        if len(parts) < 2:
            if plain != text and plain:
                return _named(plain, names, taking)
            taking.refuse("Anyone we should not sit with?", text, problem.sentence)
            return []
    return [found for part in parts for found in _named(part.strip(), names, taking)]


def _part_id(round_id: UUID, authority: UUID) -> UUID:
    return link_id("participation", round_id, authority)


def _columns_of(person: Person) -> dict[str, str]:
    return {each.key: getattr(person, each.key) for each in _COLUMNS}
