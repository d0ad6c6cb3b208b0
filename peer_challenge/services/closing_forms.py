"""The form after a challenge: what it asks an authority of each challenge it was in, and what its answers mean."""

from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import Again
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.plain_answers import is_unsure, minutes_of, score_of, yes_or_no
from peer_challenge.domain.records import Authority, Challenge, Evaluation, Round
from peer_challenge.services.form_merging import Outcome
from peer_challenge.services.form_shape import Asked, FormKind
from peer_challenge.services.round_forms import FormPart, NothingToAskError, RoundForm, Taking, mark_of_form
from peer_challenge.services.time_estimates import ASKED, estimate_of, tell_estimate
from peer_challenge.services.time_spent import MOST_MINUTES
from peer_challenge.services.value import evaluate, evaluation_of, who_can_say
from peer_challenge.storage.store import Store

MONTHS = {FormKind.CLOSING: 0, FormKind.SIX_MONTHS: 6, FormKind.TWELVE_MONTHS: 12}
OPINION = (
    Asked("usefulness", "How useful was it?", "From 1, not useful, to 5, very useful"),
    Asked("again", "Would you do it again?", "Yes, no or not sure"),
    Asked("changed", "What changed because of it?", ""),
)
TIME = (
    Asked("reading", "Hours of reading", ""),
    Asked("meeting", "Hours in the meeting", ""),
    Asked("writing", "Hours of writing", ""),
)


def closing_form(store: Store, round_id: UUID, authority: UUID, kind: FormKind) -> RoundForm:
    """Return an authority's form with what it has said; time is asked once. Raises `UserError` when it was in none."""
    round_, own = store.need(Round, round_id), store.need(Authority, authority)
    parts = [
        _part(store, challenge, own, MONTHS[kind])
        for challenge in store.find(Challenge, round=round_id)
        if own.id in {each.id for each in who_can_say(store, challenge.id)}
    ]
    if not parts:
        raise NothingToAskError(f"{own.name} is in no challenge of {round_.name}. Settle the groups first.")
    when = "" if kind is FormKind.CLOSING else f", {kind.words.lower()}"
    return RoundForm(
        mark=mark_of_form(kind, round_, own),
        authority=own.name,
        round=round_.name,
        title=f"After the challenge{when}: {own.name}",
        introduction=(
            f"{round_.name}. One table for each challenge you were in. Write in the right-hand column, save, and send "
            "it back. What you leave empty is not counted. Hours are of all your people together, roughly: 2.5 is two "
            "and a half hours.",
            "You answer as an authority, never as a named person. The coordinator reads your answers; the region reads "
            "counts of three and more. Please name no child, family or colleague.",
        ),
        parts=tuple(parts),
    )


def take_closing(store: Store, round_id: UUID, authority: UUID, kind: FormKind, taking: Taking) -> None:
    """Take the answers of a filled form; one that is not understood is listed, and the others are kept."""
    for challenge in store.find(Challenge, round=round_id):
        before = evaluation_of(store, challenge.id, authority, MONTHS[kind])
        host = store.need(Authority, challenge.host).name
        _take_opinion(store, before, host, taking)
        for each in TIME if not before.months else ():
            if said := taking.said(before.id, each.key):
                place = f"{host}: {each.heading}"
                try:
                    told = tell_hours(store, challenge.id, authority, each.key, said)
                    taking.tell(place, taking.make(told), as_read(hours_words(minutes_said(said)), said))
                except UserError as problem:
                    taking.refuse(place, said, problem.sentence)


def _take_opinion(store: Store, before: Evaluation, host: str, taking: Taking) -> None:
    answers = {"usefulness": before.usefulness, "again": before.again, "changed": before.changed}
    understood = {"usefulness": score_said, "again": again_said, "changed": str}
    told = []
    for each in OPINION:
        if not (said := taking.said(before.id, each.key)):
            continue
        place, old = f"{host}: {each.heading}", answers[each.key]
        try:
            answers[each.key] = understood[each.key](said)  # type: ignore[operator]
        except UserError as problem:
            taking.refuse(place, said, problem.sentence)
            continue
        new = answers[each.key]
        become = Outcome.SAME if new == old else Outcome.CHANGES if old else Outcome.NEW
        told.append((place, become, as_read(new.words if isinstance(new, Again) else str(new), said)))
    taking.make(evaluate(store, before.challenge, before.authority, **answers, months=before.months))  # type: ignore[arg-type]
    for row in told:
        taking.tell(*row)


def score_said(text: str) -> int:
    """Return the usefulness that a cell says, from 1 to 5; raises `UserError`."""
    score = score_of(text)
    if score is None:
        raise UserError(f"“{text}” is not a figure from 1, not useful, to 5, very useful. Write one of the five.")
    return score


def again_said(text: str) -> Again:
    """Return whether a cell says that it would be done again; raises `UserError`."""
    if is_unsure(text):
        return Again.NOT_SURE
    answer = yes_or_no(text)
    if answer is None:
        raise UserError(f"“{text}” does not say whether you would do it again. Write yes, no or not sure.")
    return Again.YES if answer else Again.NO


def minutes_said(text: str) -> int:
    """Return the minutes of hours such as “2,5 hours” or “about 2”; raises `UserError` in the words typed."""
    minutes = minutes_of(text)
    if minutes is None:
        raise UserError(f"“{text}” is not a number of hours. Write for example 2.5.")
    if not 0 <= minutes <= MOST_MINUTES:
        most = MOST_MINUTES // 60
        raise UserError(f"“{text}” cannot be right. Write 0 to {most} hours of all your people together.")
    return minutes


def tell_hours(store: Store, challenge: UUID, authority: UUID, name: str, text: str) -> ChangeSet:
    """Keep the hours that a cell says of `name`, one of `ASKED`; what the form was made with changes nothing.

    Raises `UserError` as `minutes_said` and `tell_estimate` do.
    """
    if text == hours_said(getattr(estimate_of(store, challenge, authority), name)):
        return tell_estimate(store, challenge, authority)
    return tell_estimate(store, challenge, authority, **{name: minutes_said(text)})


def hours_said(minutes: int) -> str:
    """Return minutes as hours in figures, "" for none."""
    return f"{round(minutes / 60, 2):g}" if minutes else ""


def hours_words(minutes: int) -> str:
    """Return minutes as hours in words: “2.5 hours”."""
    figure = hours_said(minutes) or "0"
    return f"{figure} {'hour' if figure == '1' else 'hours'}"


def as_read(read: str, said: str) -> str:
    """Return an answer as it was read, and the words typed where they were others."""
    plain = read.casefold().removesuffix(" hours").removesuffix(" hour")
    return said if said.casefold().rstrip(".") in {plain, read.casefold()} else f"{read} (“{said}”)"


def _part(store: Store, challenge: Challenge, own: Authority, months: int) -> FormPart:
    host = store.need(Authority, challenge.host)
    said, time = evaluation_of(store, challenge.id, own.id, months), estimate_of(store, challenge.id, own.id)
    held = {
        "usefulness": str(said.usefulness or ""),
        "again": said.again.words if said.again else "",
        "changed": said.changed,
    }
    if not months:
        held |= {name: hours_said(getattr(time, name)) for name in ASKED}
    heading = "Your own authority, as host" if host.id == own.id else f"The challenge of {host.name}"
    return FormPart(said.id, heading, OPINION if months else (*OPINION, *TIME), held)
