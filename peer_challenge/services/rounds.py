"""Rounds: starting one, finding one, and who takes part."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import Joining
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Authority, Framework, Participation, Record, Round
from peer_challenge.services import reference
from peer_challenge.services.frameworks import adopt_framework, shipped_frameworks
from peer_challenge.storage.queries import rounds as queries
from peer_challenge.storage.store import Store

FEWEST = 2
"""A challenge needs somebody to challenge."""


def start_round(
    store: Store,
    name: str,
    framework_key: str | UUID,
    region: str,
    authority_ids: Iterable[UUID] | None = None,
    *,
    starts: date | None,
    sef_due: date | None,
) -> ChangeSet:
    """Start a round in one act, with all that it needs and the round file does not hold yet.

    `framework_key` is the key of a shipped framework or the id of one in the round file. `authority_ids` are those
    that join, every authority of the region if left out. The framework, the region's authorities and what is known
    between them are brought in; links only where one end is new, so that one a coordinator removed stays away.
    """
    name = _free_name(store, name)
    _in_order(starts, sef_due)
    day = starts or day_in_england(store.now())
    known = {each.id: each for each in authorities_to_choose(store, region, day)}
    joining = list(known) if authority_ids is None else list(dict.fromkeys(authority_ids))
    if len(joining) < FEWEST:
        raise UserError("A round needs at least two authorities. Tick another one.")
    for each in joining:
        _refuse_where_ended(store.get(Authority, each), day)
    if any(each not in known for each in joining):
        raise UserError(f"One of the authorities chosen is not in {region}. Choose from the authorities shown.")
    framework, adopted = _framework(store, framework_key)
    made = Round(id=store.new_id(), name=name, framework=framework, region=region, starts=starts, sef_due=sef_due)
    parts = (_participation(made.id, each, Joining.JOINED) for each in joining)
    return add("Start round", made) + adopted + add("", *_new_facts(store, region)) + add("", *parts)


def authorities_to_choose(store: Store, region: str, day: date | None = None) -> list[Authority]:
    """Return the authorities a round in `region` can have: shipped and added ones, as the round file has them.

    With a day, only those that are there on it: none that has ended, none that has not begun. Raises `UserError`
    naming the regions when there is no such region.
    """
    found = {each.id: each for each in reference.authorities_of_region(region)}
    found |= {each.id: each for each in store.find(Authority, region=region)}
    if not found:
        raise UserError(f"There is no region “{region}”. Choose one of: {', '.join(reference.regions())}.")
    return sorted((each for each in found.values() if day is None or is_there(each, day)), key=lambda each: each.name)


def is_there(authority: Authority, day: date) -> bool:
    """Return whether an authority has begun by a day and has not ended before it."""
    return (authority.valid_from or day) <= day <= (authority.valid_to or day)


def rounds(store: Store) -> list[Round]:
    """Return every round, the one that starts last at the end."""
    return queries.rounds_by_start(store)


def round_of(store: Store, round: UUID) -> Round:
    """Return a round by its id; raises `UserError` when it is gone."""
    return store.need(Round, round)


def latest_round(store: Store) -> Round | None:
    """Return the round that starts last; None before one is started."""
    found = rounds(store)
    return found[-1] if found else None


def round_named(store: Store, name: str | None = None) -> Round:
    """Return the round with this name, ignoring case, or the latest; raises `UserError` listing the names."""
    found = rounds(store)
    if not found:
        raise UserError("There is no round in this file yet. Start one first.")
    if name is None:
        return found[-1]
    chosen = next((each for each in found if each.name.casefold() == name.strip().casefold()), None)
    if chosen is None:
        raise UserError(f"There is no round “{name}”. This file has: {', '.join(each.name for each in found)}.")
    return chosen


def participants(store: Store, round: UUID) -> list[Authority]:
    """Return the authorities that joined a round, sorted by name."""
    return queries.joined_authorities(store, round)


def set_joining(store: Store, round: UUID, authority: UUID, joining: Joining, reason: str = "") -> ChangeSet:
    """Say whether an authority takes part, and why not; the reason is kept only with a refusal.

    The day of a yes or a no is kept, the first where it is said again.
    """
    part = _participation(round, authority, joining, reason.strip() if joining is Joining.DECLINED else "")
    if joining is not Joining.INVITED:
        part = replace(part, answered_on=day_in_england(store.now()))
    before = store.get(Participation, part.id)
    label = {Joining.JOINED: "Join round", Joining.DECLINED: "Decline round"}.get(joining, "Invite to round")
    if joining is not Joining.DECLINED and (before is None or before.joining is Joining.DECLINED):
        round_ = store.need(Round, round)
        _refuse_where_ended(store.need(Authority, authority), round_.starts or day_in_england(store.now()))
    if before is None:
        store.need(Round, round)
        store.need(Authority, authority)
        return add(label, part)
    again = before.joining is joining and before.answered_on is not None
    answered_on = before.answered_on if again else part.answered_on
    return edit(label, before, joining=part.joining, reason=part.reason, answered_on=answered_on)


def edit_round(store: Store, round: UUID, **fields: Any) -> ChangeSet:
    """Change name, dates, marking or terms of a round; its framework stays the one it started with."""
    before = store.need(Round, round)
    if fields.get("framework", before.framework) != before.framework:
        raise UserError("A round keeps the framework it started with. Start another round for other questions.")
    if "name" in fields and fields["name"].strip().casefold() != before.name.casefold():
        fields["name"] = _free_name(store, fields["name"])
    after = replace(before, **fields)
    _in_order(after.starts, after.sef_due)
    if after.share_days < 0 or after.report_days < 1:
        raise UserError("Write how many days as a whole number: sharing 0 or more, the report 1 or more.")
    return edit("Edit round", before, **fields)


def _framework(store: Store, key: str | UUID) -> tuple[UUID, ChangeSet]:
    if isinstance(key, str):
        adopted = adopt_framework(store, key)
        return next(each.id for each in shipped_frameworks() if each.framework.key == key), adopted
    shipped = next((each.framework.key for each in shipped_frameworks() if each.id == key), None)
    if shipped is not None:
        return key, adopt_framework(store, shipped)
    return store.need(Framework, key).id, ChangeSet("", ())


def _new_facts(store: Store, region: str) -> Sequence[Record]:
    here = {each.id for each in store.find(Authority)}
    new = [each for each in reference.authorities_of_region(region) if each.id not in here]
    ids = {each.id for each in new}
    links = [each for each in reference.relationships_of_region(region) if each.first in ids or each.second in ids]
    return [*new, *links]


def _refuse_where_ended(authority: Authority | None, day: date) -> None:
    if authority is not None and authority.valid_to is not None and authority.valid_to < day:
        raise UserError(
            f"{authority.name} ended on {day_in_words(authority.valid_to)}, before this round. "
            "Choose those who have taken its place."
        )


def _participation(round: UUID, authority: UUID, joining: Joining, reason: str = "") -> Participation:
    return Participation(
        id=link_id("participation", round, authority),
        round=round,
        authority=authority,
        joining=joining,
        reason=reason,
    )


def _free_name(store: Store, name: str) -> str:
    name = name.strip()
    if not name:
        raise UserError("Give the round a name, such as “Autumn 2026”.")
    if any(each.name.casefold() == name.casefold() for each in rounds(store)):
        raise UserError(f"There is a round called “{name}” already. Choose another name.")
    return name


def _in_order(starts: date | None, sef_due: date | None) -> None:
    if starts is not None and sef_due is not None and sef_due < starts:
        raise UserError("SEFs would be due before the round starts. Choose a later day for the SEFs.")
