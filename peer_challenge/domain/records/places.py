"""Authorities, how they stand to one another, and their people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import Grade, RelationshipKind, Role
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Record):
    """A local authority with children's services.

    Its id derives from the ONS code it was first known by. Ofsted's four judgements may each be missing, and
    `dfe_code_previous` is that of the authority it follows, until the DfE gives neighbours for its own;
    `overall_historic` is what Ofsted published before April 2026, when it stopped giving an overall grade.
    """

    name: str = words()
    gss_code: str = ""
    gss_code_previous: str = ""
    dfe_code: str = ""
    dfe_code_previous: str = ""
    aliases: tuple[str, ...] = ()
    region: str = ""
    type: str = ""
    stratum: str = ""
    children: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[UUID, ...] = ()
    impact_of_leaders: Grade | None = None
    help_and_protection: Grade | None = None
    in_care: Grade | None = None
    care_leavers: Grade | None = None
    overall_historic: Grade | None = None
    judgements_as_at: date | None = None
    comment: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship(Record):
    """Something between two authorities; `first` sorts before `second`, and the id derives from both and the kind."""

    first: UUID
    second: UUID
    kind: RelationshipKind
    year: int | None = None
    source: str = words()
    noted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """A named figure of an authority for a period, such as audits a month; the id derives from all three.

    `value` is a decimal number as text, so that it stays as it was published; `unit` says of what, such as %.
    """

    authority: UUID
    name: str = words()
    period: str = ""
    value: str = ""
    unit: str = ""
    source: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody who takes part. Names live only here, so that they can be removed."""

    name: str = words()
    email: str = words()
    job_title: str = words()
    authority: UUID | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePeriod(Record):
    """A role a person holds from and to a day, so that duties can be handed over by date."""

    person: UUID
    role: Role
    authority: UUID | None = None
    starts: date | None = None
    ends: date | None = None
