"""Exceptions agreed: who may sit together although a rule says no, why, and who agreed; nobody else is told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.allocation.problem import listed
from peer_challenge.domain.changes import ChangeSet, add
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import AgreedException, Authority
from peer_challenge.services.groups import open_plan
from peer_challenge.services.removing import remove_whole
from peer_challenge.services.rule_words import Breach
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """An exception as a line of a list: whom it concerns and which rule, why, who agreed and when."""

    id: UUID
    words: str
    reason: str
    agreed_by: str
    agreed_on: date | None


def exceptions_of(store: Store, plan: UUID) -> list[ExceptionRow]:
    """Return the exceptions agreed in a plan, oldest first."""
    names = {each.id: each.name for each in store.find(Authority)}
    return [
        ExceptionRow(each.id, _words(each, names), each.reason, each.agreed_by, each.agreed_on)
        for each in store.find(AgreedException, plan=plan)
    ]


def agree_exception(store: Store, plan: UUID, breach: Breach, reason: str, agreed_by: str = "") -> ChangeSet:
    """Let these authorities sit together although a rule says no; says no without a reason."""
    open_plan(store, plan)
    if not reason.strip():
        raise UserError("Write why the exception was agreed.")
    return add("Agree exception", *exceptions_for(store, plan, [breach], reason, agreed_by))


def withdraw_exception(store: Store, exception: UUID) -> ChangeSet:
    """Let the rule count again."""
    record = store.need(AgreedException, exception)
    open_plan(store, record.plan)
    return remove_whole(store, "Withdraw exception", record)


def exceptions_for(
    store: Store, plan: UUID, breaches: Iterable[Breach], reason: str, agreed_by: str
) -> Iterator[AgreedException]:
    """Yield the records that agree an exception on each rule that is broken."""
    for breach in breaches:
        yield AgreedException(
            id=store.new_id(),
            plan=plan,
            rule=breach.rule,
            authorities=breach.authorities,
            reason=reason.strip(),
            agreed_by=agreed_by.strip(),
            agreed_on=day_in_england(store.now()),
        )


def _words(record: AgreedException, names: dict[UUID, str]) -> str:
    known = sorted(names[each] for each in record.authorities if each in names)
    return f"{listed(known)}: {record.rule}" if known else record.rule
