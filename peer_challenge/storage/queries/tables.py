"""What a round holds in rows as people keep them in Excel: findings, actions, asks, offers, figures, with names."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from peer_challenge.domain.records import (
    Action,
    AskOffer,
    Authority,
    Challenge,
    Finding,
    Group,
    Indicator,
    Introduction,
    LineOfEnquiry,
    Round,
)
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.queries.submissions import taking_part
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with its host, group and the short name of its line of enquiry, "" for none."""

    finding: Finding
    host: str
    group: str
    line: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with its round, the host challenged, and the authority that does it."""

    action: Action
    round: str
    host: str
    authority: str
    finding: str


@dataclass(frozen=True, slots=True)
class AskLine:
    """An ask or offer with the host in whose challenge it came up, and the authority whose it is.

    `introduced` says to whom it was introduced, how far that is and what came of it, one line for each.
    """

    ask: AskOffer
    host: str
    authority: str
    line: str
    introduced: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with the authority it is about."""

    figure: Indicator
    authority: str


def figure_lines(store: Store, round_id: UUID) -> list[FigureLine]:
    """Return the figures of the authorities that take part in a round, by authority, name and period."""
    figure, authority = table_of(Indicator), table_of(Authority)
    query = (
        select(figure, authority.c.name.label("authority_name"))
        .join(authority, authority.c.id == figure.c.authority)
        .where(authority.c.id.in_(taking_part(round_id)))
        .order_by(authority.c.name, func.lower(figure.c.name), figure.c.period, figure.c.id)
    )
    with store.reading() as conn:
        return [FigureLine(as_record(Indicator, row), row.authority_name) for row in conn.execute(query)]


def finding_lines(store: Store, round_id: UUID) -> list[FindingLine]:
    """Return the findings of a round, by group, host, line of enquiry and place."""
    finding, challenge, host, group, line = (
        table_of(kind) for kind in (Finding, Challenge, Authority, Group, LineOfEnquiry)
    )
    query = (
        select(finding, host.c.name.label("host"), group.c.name.label("group_name"), line.c.short, line.c.question)
        .join(challenge, challenge.c.id == finding.c.challenge)
        .join(host, host.c.id == challenge.c.host)
        .outerjoin(group, group.c.id == challenge.c.group)
        .outerjoin(line, line.c.id == finding.c.line)
        .where(challenge.c.round == round_id)
        .order_by(group.c.position, group.c._born, challenge.c.position, host.c.name)
        .order_by(line.c.position.nulls_last(), finding.c.position, finding.c.id)
    )
    with store.reading() as conn:
        return [
            FindingLine(as_record(Finding, row), row.host, row.group_name or "", row.short or row.question or "")
            for row in conn.execute(query)
        ]


def action_lines(store: Store, round_id: UUID | None = None) -> list[ActionLine]:
    """Return the actions of a round, or of every round of the file: the earliest due first, without a day last."""
    action, challenge, round_, finding = (table_of(kind) for kind in (Action, Challenge, Round, Finding))
    host, owner = table_of(Authority).alias("host"), table_of(Authority).alias("owner")
    query = (
        select(
            action,
            round_.c.name.label("round_name"),
            host.c.name.label("host"),
            owner.c.name.label("owner_name"),
            finding.c.text.label("finding_text"),
        )
        .join(challenge, challenge.c.id == action.c.challenge)
        .join(round_, round_.c.id == challenge.c.round)
        .join(host, host.c.id == challenge.c.host)
        .join(owner, owner.c.id == action.c.authority)
        .outerjoin(finding, finding.c.id == action.c.finding)
        .order_by(action.c.due_on.nulls_last(), owner.c.name, action.c.position, action.c.id)
    )
    if round_id is not None:
        query = query.where(challenge.c.round == round_id)
    with store.reading() as conn:
        return [
            ActionLine(as_record(Action, row), row.round_name, row.host, row.owner_name, row.finding_text or "")
            for row in conn.execute(query)
        ]


def ask_lines(store: Store, round_id: UUID) -> list[AskLine]:
    """Return the asks and offers of a round, asks first, by authority."""
    ask, challenge, line = table_of(AskOffer), table_of(Challenge), table_of(LineOfEnquiry)
    host, owner = table_of(Authority).alias("host"), table_of(Authority).alias("owner")
    query = (
        select(ask, host.c.name.label("host"), owner.c.name.label("owner_name"), line.c.short, line.c.question)
        .join(challenge, challenge.c.id == ask.c.challenge)
        .join(host, host.c.id == challenge.c.host)
        .join(owner, owner.c.id == ask.c.authority)
        .outerjoin(line, line.c.id == ask.c.line)
        .where(challenge.c.round == round_id)
        .order_by(ask.c.kind, func.lower(owner.c.name), ask.c.position, ask.c.id)
    )
    with store.reading() as conn:
        said = _introduced(conn)
        return [
            AskLine(
                as_record(AskOffer, row),
                row.host,
                row.owner_name,
                row.short or row.question or "",
                "\n".join(said.get(row.id, ())),
            )
            for row in conn.execute(query)
        ]


def _introduced(conn: Connection) -> dict[UUID, list[str]]:
    """Return ask or offer → the other authority of each of its introductions, with how far it is and the outcome."""
    made = table_of(Introduction)
    asking, offering = table_of(Authority).alias("asking"), table_of(Authority).alias("offering")
    query = (
        select(made, asking.c.name.label("asking_name"), offering.c.name.label("offering_name"))
        .outerjoin(asking, asking.c.id == made.c.asking)
        .outerjoin(offering, offering.c.id == made.c.offering)
        .order_by(made.c._born)
    )
    found: dict[UUID, list[str]] = {}
    for row in conn.execute(query):
        each = as_record(Introduction, row)
        for side, other in ((each.ask, row.offering_name), (each.offer, row.asking_name)):
            outcome = f" {each.outcome}" if each.outcome else ""
            found.setdefault(side, []).append(f"{other or 'Another authority'}: {each.state.words}.{outcome}")
    return found
