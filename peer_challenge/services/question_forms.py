"""The form of challengers: the statements of the hosts they read, room for questions, and for notes of the meeting."""

import re
from uuid import UUID

from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import SessionState
from peer_challenge.domain.note_prefixes import PREFIXES, read_kind
from peer_challenge.domain.order import between
from peer_challenge.domain.records import Authority, Challenge, Note, PreparedQuestion, Round, Session
from peer_challenge.services.form_merging import Outcome, squashed
from peer_challenge.services.form_shape import Asked, FormKind, token_of
from peer_challenge.services.questions import questions_of
from peer_challenge.services.round_forms import FormPart, NothingToAskError, RoundForm, Taking, mark_of_form
from peer_challenge.services.session_pack import SessionPackView, session_pack_of
from peer_challenge.services.value import who_can_say
from peer_challenge.storage.store import Store

NOTES = Asked(
    "notes",
    "Notes of the meeting",
    "One note a line, never a name. Begin with " + ", ".join(f"{k} for {v.words.lower()}" for k, v in PREFIXES.items()),
)

_NUMBER = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\S)")
"""The number of a question in a list that was typed; its place in the list says as much."""


def questions_form(store: Store, round_id: UUID, authority: UUID) -> RoundForm:
    """Return the form of an authority that challenges: a section for each other host of its group.

    A host's statements are in it only once its SEF is shared with the group. Raises `UserError` when it reads nobody.
    """
    round_, own = store.need(Round, round_id), store.need(Authority, authority)
    parts = [_part(store, each, own.id) for each in _challenges(store, round_id, authority)]
    if not parts:
        raise NothingToAskError(f"{own.name} challenges nobody in {round_.name} yet. Settle the groups first.")
    return RoundForm(
        mark=mark_of_form(FormKind.QUESTIONS, round_, own),
        authority=own.name,
        round=round_.name,
        title=f"Questions and notes of {own.name}",
        introduction=(
            f"{round_.name}. Read what each host says, and write five questions or so, one a line, before the meeting; "
            "send the form back then. After the meeting the same form takes your notes.",
            "Please name no child, family or colleague. Notes are read by the challenge team, never by the host.",
        ),
        parts=tuple(parts),
        boxes=True,
    )


def take_questions(store: Store, round_id: UUID, authority: UUID, taking: Taking) -> None:
    """Take questions in the authority's name and notes in the name of whoever uses the program; repeats are left."""
    for challenge in _challenges(store, round_id, authority):
        pack = session_pack_of(store, challenge.id)
        for line in pack.lines:
            _take_of_line(store, challenge, authority, line.id, line.short, taking)
        if said := taking.said(challenge.id, NOTES.key):
            _take_notes(store, challenge, said, taking)


def _take_of_line(store: Store, challenge: Challenge, authority: UUID, line: UUID, name: str, taking: Taking) -> None:
    place = f"Question to {store.need(Authority, challenge.host).name}: {name}"
    there = questions_of(store, challenge.id)
    made = [each.record for each in taking.changes if isinstance(each.record, PreparedQuestion)]
    before = [*there, *(each for each in made if each.challenge == challenge.id)]
    known = {squashed(each.text) for each in there if each.asked_by == authority}
    position = before[-1].position if before else ""
    for text in (_NUMBER.sub("", each) for each in _lines(taking.said(challenge.id, _key(line)))):
        if squashed(text) in known:
            taking.tell(place, Outcome.SAME, text)
            continue
        known.add(squashed(text))
        position = between(position, "")
        question = PreparedQuestion(
            id=store.new_id(), challenge=challenge.id, line=line, text=text, asked_by=authority, position=position
        )
        taking.tell(place, taking.make(add("", question)), text)


def _take_notes(store: Store, challenge: Challenge, said: str, taking: Taking) -> None:
    place = f"Note on {store.need(Authority, challenge.host).name}"
    sessions = store.find(Session, group=challenge.group)
    session = next((each for each in sessions if each.state is not SessionState.CANCELLED), None)
    known = {(each.kind, squashed(each.text)) for each in store.find(Note, challenge=challenge.id)}
    for line in _lines(said):
        kind, text = read_kind(line)
        if session is None or not text:
            why = "No meeting of the group is planned yet. Plan it, and bring the form in again" if text else "No words"
            taking.refuse(place, line, why)
        elif (kind, squashed(text)) in known:
            taking.tell(place, Outcome.SAME, line)
        else:
            known.add((kind, squashed(text)))
            note = Note(
                id=store.new_id(),
                session=session.id,
                challenge=challenge.id,
                at=store.now(),
                text=text,
                kind=kind,
                author=store.who,
            )
            taking.tell(f"{place}, {kind.words.lower()}", taking.make(add("", note)), text)


def _challenges(store: Store, round_id: UUID, authority: UUID) -> list[Challenge]:
    """Return the challenges an authority reads for: those of the other hosts of its group."""
    return [
        each
        for each in store.find(Challenge, round=round_id)
        if each.host != authority and authority in {who.id for who in who_can_say(store, each.id)}
    ]


def _part(store: Store, challenge: Challenge, authority: UUID) -> FormPart:
    pack = session_pack_of(store, challenge.id)
    asked = [each for each in pack.questions if each.asked_by == authority]
    fields = tuple(
        Asked(_key(line.id), f"Questions: {line.short}", "One question a line. The first five are enough.")
        for line in pack.lines
    )
    said = {_key(line.id): "\n".join(each.text for each in asked if each.line == line.id) for line in pack.lines}
    host = store.need(Authority, challenge.host).name
    return FormPart(challenge.id, host, (*fields, NOTES), {**said, NOTES.key: ""}, tuple(_reading(host, pack)))


def _reading(host: str, pack: SessionPackView) -> list[str]:
    if not pack.statements:
        return [f"{host} has not shared statements with the group yet."]
    return [f"{each.number} {each.text}" for each in pack.statements]


def _key(line: UUID) -> str:
    return f"q_{token_of(line)}"


def _lines(text: str) -> list[str]:
    return [each.strip() for each in text.split("\n") if each.strip()]
