"""Next year's round begun from the one before: who took part, who sat together, and the SEFs as they last stood."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet, add
from peer_challenge.domain.choices import Joining, RelationshipKind, SessionState
from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import count_of, day_in_england
from peer_challenge.domain.ids import known_id, link_id
from peer_challenge.domain.records import (
    Answer,
    Authority,
    Challenge,
    Claim,
    Membership,
    Participation,
    Person,
    Record,
    Relationship,
    Round,
    Session,
    Submission,
)
from peer_challenge.services.actions import matters_arising
from peer_challenge.services.carried_over import last_sef
from peer_challenge.services.reference import relationship
from peer_challenge.services.rounds import authorities_to_choose, participants, start_round
from peer_challenge.services.submissions import carried_parts
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a new round takes over from the one before, counted."""

    authorities: int
    partners: int
    sefs: int
    people: int
    actions: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """The same in words, a sentence each."""
        return (
            f"{count_of(self.authorities, 'authority takes', 'authorities take')} part as before.",
            f"{count_of(self.partners, 'pair')} that sat together will be kept apart as earlier partners.",
            f"{count_of(self.sefs, 'SEF')} begin from the text of last time.",
            f"{count_of(self.people, 'contact')} and their roles stay.",
            f"{count_of(self.actions, 'unfinished action')} stay on the list of matters arising.",
        )


def what_carries_over(store: Store, before: UUID, starts: date | None = None) -> CarriedOver:
    """Return what a round that follows `before` would take over."""
    joining = _joining(store, before, starts)
    return CarriedOver(
        authorities=len(joining),
        partners=len(_partners(store, before)),
        sefs=sum(1 for each in joining if _sef_to_carry(store, before, each)),
        people=len(store.find(Person)),
        actions=len(matters_arising(store)),
    )


def start_next_round(
    store: Store, before: UUID, name: str, *, starts: date | None = None, sef_due: date | None = None
) -> ChangeSet:
    """Start a round that follows another, with its questions, terms and marking, in one act.

    Those who took part take part, or whoever has succeeded them by then. Who sat together becomes an earlier partner.
    A SEF whose text is here begins from that text. Contacts, roles and unfinished actions are the file's and stay.
    """
    last = store.need(Round, before)
    joining = _joining(store, before, starts)
    known = {each.id for each in authorities_to_choose(store, last.region, starts)}
    here = [each for each in joining if each in known]
    begun = start_round(store, name, last.framework, last.region, here, starts=starts, sef_due=sef_due)
    made = next(each.record for each in begun.changes if isinstance(each.record, Round))
    same = replace(made, share_days=last.share_days, report_days=last.report_days, marking=last.marking)
    rest = tuple(each for each in begun.changes if each.record is not made)
    changes = ChangeSet("Start next round", (Change(None, same), *rest))
    others = [_participation(made.id, each) for each in joining if each not in known]
    sefs = [part for each in joining for part in _sef_carried(store, before, made.id, each)]
    return changes + add("", *others, *_partners(store, before), *sefs)


def _joining(store: Store, before: UUID, starts: date | None) -> list[UUID]:
    """Return those who took part, each that has ended by `starts` replaced by those who succeeded it."""
    day = starts or day_in_england(store.now())
    found: dict[UUID, None] = {}
    for each in participants(store, before):
        ended = each.valid_to is not None and each.valid_to < day
        successors = [one for one in each.successors if store.get(Authority, one)] if ended else []
        found |= dict.fromkeys(successors or ([] if ended else [each.id]))
    return list(found)


def _participation(round_id: UUID, authority: UUID) -> Participation:
    known = link_id("participation", round_id, authority)
    return Participation(id=known, round=round_id, authority=authority, joining=Joining.JOINED)


def _partners(store: Store, round_id: UUID) -> list[Relationship]:
    """Return the links between those who sat together and met, or may still meet, that are not noted yet."""
    round_ = store.need(Round, round_id)
    found = []
    for group in {each.group: None for each in store.find(Challenge, round=round_id)}:
        sessions = store.find(Session, group=group)
        if sessions and all(each.state is SessionState.CANCELLED for each in sessions):
            continue
        days = [each.held_on for each in sessions if each.held_on]
        day = max(days, default=None) or round_.starts or day_in_england(store.now())
        members = store.find(Membership, group=group)
        for one, other in combinations(members, 2):
            if one.shares_seat is None or one.shares_seat != other.shares_seat:
                found.append(
                    relationship(
                        one.authority,
                        other.authority,
                        RelationshipKind.EARLIER_PARTNER,
                        year=day.year,
                        source=round_.name,
                        noted_on=day_in_england(store.now()),
                    )
                )
    return [each for each in found if store.get(Relationship, each.id) is None]


def _sef_to_carry(store: Store, before: UUID, authority: UUID) -> Submission | None:
    """Return the SEF that was last written, its own or that of one whose place it took, if any text of it is here."""
    sef = last_sef(store, before, authority)
    if sef is None:
        return None
    told = store.find(Answer, submission=sef.id), store.find(Claim, submission=sef.id)
    return sef if any(told) else None


def _sef_carried(store: Store, before: UUID, round_id: UUID, authority: UUID) -> Iterator[Record]:
    """Yield the SEF of the new round with the text of the last."""
    old = _sef_to_carry(store, before, authority)
    if old is not None:
        new = known_id("submission", round_id, authority)
        yield Submission(id=new, round=round_id, authority=authority, state=State.DRAFTING, carried_from=old.id)
        yield from carried_parts(store, old.id, new)
