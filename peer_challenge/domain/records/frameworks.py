"""What a round asks: a framework in a version, its lines of enquiry and their prompts."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Record):
    """A set of lines of enquiry. A round keeps the version it started with; a copy names what it was made from.

    Under `one_source_asks` a strength or an area for consideration that rests on one kind of source prints as a
    question.
    """

    title: str = words()
    version: str = "1"
    purpose: str = words()
    key: str = ""
    copied_from: UUID | None = None
    one_source_asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOfEnquiry(Record):
    """One question a framework asks; `short` is its name on a narrow screen."""

    framework: UUID
    question: str = words()
    short: str = words()
    key: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt(Record):
    """What a challenger might explore under a line of enquiry."""

    line: UUID
    text: str = words()
    position: str = ""
