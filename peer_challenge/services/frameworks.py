"""The questions a round asks: shipped frameworks, and copies that a coordinator makes and edits."""

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet, add, edit, edit_each
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.order import between, row_of
from peer_challenge.domain.records import Framework, LineOfEnquiry, Prompt, Record
from peer_challenge.services.removing import remove_whole
from peer_challenge.storage.queries import frameworks as queries
from peer_challenge.storage.store import Store
from resources import path


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of enquiry and its prompts, in order."""

    id: UUID
    line: LineOfEnquiry
    prompts: tuple[Prompt, ...]

    @property
    def short(self) -> str:
        """Its name on a narrow screen: the short one, or the question itself."""
        return self.line.short or self.line.question


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A framework with its lines in order. `used_by` names the rounds that keep it from being edited."""

    id: UUID
    framework: Framework
    lines: tuple[LineView, ...]
    used_by: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its title."""
        return self.framework.title

    @property
    def fixed_because(self) -> str:
        """Why it cannot be changed, as a sentence; "" when it can."""
        if self.used_by:
            return "A round keeps the version it started with."
        return "These questions come with the program." if self.framework.key else ""


@cache
def shipped_frameworks() -> tuple[FrameworkView, ...]:
    """Return the frameworks the program ships, sorted by title, under the ids every copy gives them."""
    found = [_shipped(tomllib.loads(file.read_text(encoding="utf-8"))) for file in path("frameworks").glob("*.toml")]
    return tuple(sorted(found, key=lambda each: each.title))


def framework_choices(store: Store) -> list[FrameworkView]:
    """Return what a round can start with: the shipped frameworks, then those of this round file, none twice."""
    here = [each.id for each in store.find(Framework)]
    shipped = [each.id for each in shipped_frameworks()]
    return [framework_view(store, each) for each in dict.fromkeys((*shipped, *here))]


def framework_view(store: Store, framework: UUID) -> FrameworkView:
    """Return a framework with its lines and prompts, a shipped one also before a round brought it in.

    Raises `UserError` when it is gone.
    """
    shipped = next((each for each in shipped_frameworks() if each.id == framework), None)
    if shipped is not None and store.get(Framework, framework) is None:
        return shipped
    prompts: dict[UUID, list[Prompt]] = defaultdict(list)
    for prompt in queries.prompts_of(store, framework):
        prompts[prompt.line].append(prompt)
    lines = tuple(
        LineView(each.id, each, tuple(prompts[each.id])) for each in store.find(LineOfEnquiry, framework=framework)
    )
    used_by = tuple(queries.rounds_using(store, framework))
    return FrameworkView(framework, store.need(Framework, framework), lines, used_by)


def adopt_framework(store: Store, key: str) -> ChangeSet:
    """Bring a shipped framework into the round file; empty when it is there already. `key` names its file's key."""
    view = next((each for each in shipped_frameworks() if each.framework.key == key), None)
    if view is None:
        known = ", ".join(each.framework.key for each in shipped_frameworks())
        raise UserError(f"There is no framework “{key}”. Choose one of: {known}.")
    if store.get(Framework, view.id):
        return ChangeSet("Bring in framework", ())
    return add("Bring in framework", view.framework, *_records_of(view))


def copy_framework(store: Store, framework: UUID, title: str) -> ChangeSet:
    """Make a copy to edit, under a title of its own; the copy's record comes first in the change."""
    view = framework_view(store, framework)
    title = _text(title, "Give the copy a title.")
    if any(each.title.casefold() == title.casefold() for each in store.find(Framework)):
        raise UserError(f"There is a framework called “{title}” already. Give the copy another title.")
    copy = replace(view.framework, id=store.new_id(), title=title, version="1", key="", copied_from=framework)
    records: list[Record] = []
    for each in view.lines:
        line = replace(each.line, id=store.new_id(), framework=copy.id, key="")
        records += [line, *(replace(prompt, id=store.new_id(), line=line.id) for prompt in each.prompts)]
    return add("Copy framework", copy, *records)


def edit_framework(store: Store, framework: UUID, **fields: Any) -> ChangeSet:
    """Change title or purpose of a framework that no round uses."""
    before = _open(store, framework)
    if "title" in fields:
        fields["title"] = _text(fields["title"], "A framework needs a title.")
    return edit("Edit framework", before, **fields)


def add_line(store: Store, framework: UUID, question: str, short: str = "") -> ChangeSet:
    """Add a line of enquiry after the last."""
    _open(store, framework)
    lines = store.find(LineOfEnquiry, framework=framework)
    line = LineOfEnquiry(
        id=store.new_id(),
        framework=framework,
        question=_text(question, "Write the question first."),
        short=short.strip(),
        position=between(lines[-1].position if lines else "", ""),
    )
    return add("Add line of enquiry", line)


def edit_line(
    store: Store,
    line: UUID,
    *,
    question: str | None = None,
    short: str | None = None,
    prompts: Sequence[str] | None = None,
) -> ChangeSet:
    """Change the question, the short name or the prompts of a line of enquiry; None leaves a part as it is.

    `prompts` are all of them in their new order; one whose words stay the same stays the same prompt.
    """
    before = store.need(LineOfEnquiry, line)
    _open(store, before.framework)
    after = replace(
        before,
        question=before.question if question is None else _text(question, "A line of enquiry needs a question."),
        short=before.short if short is None else short.strip(),
    )
    changed = edit_each("Edit line of enquiry", [(before, after)])
    return changed if prompts is None else changed + _with_prompts(store, line, prompts)


def remove_line(store: Store, line: UUID) -> ChangeSet:
    """Remove a line of enquiry and its prompts; a framework keeps at least one line."""
    before = store.need(LineOfEnquiry, line)
    _open(store, before.framework)
    if len(store.find(LineOfEnquiry, framework=before.framework)) == 1:
        raise UserError("A framework needs at least one line of enquiry. Add another before removing this one.")
    return remove_whole(store, "Remove line of enquiry", *store.find(Prompt, line=line), before)


def remove_framework(store: Store, framework: UUID) -> ChangeSet:
    """Remove a framework that no round uses, with its lines and prompts."""
    before = _open(store, framework)
    lines = store.find(LineOfEnquiry, framework=framework)
    return remove_whole(store, "Remove framework", *queries.prompts_of(store, framework), *lines, before)


def _open(store: Store, framework: UUID) -> Framework:
    view = framework_view(store, framework)
    if view.fixed_because:
        raise UserError(f"{view.fixed_because} Copy it first.")
    return view.framework


def _with_prompts(store: Store, line: UUID, texts: Sequence[str]) -> ChangeSet:
    old = store.find(Prompt, line=line)
    new = [text.strip() for text in texts if text.strip()]
    matcher = SequenceMatcher(None, [each.text for each in old], new, autojunk=False)
    changes: list[Change] = []
    for what, start, end, first, last in matcher.get_opcodes():
        if what == "equal":
            continue
        met, said = old[start:end], new[first:last]
        changes += [Change(each, replace(each, text=text)) for each, text in zip(met, said, strict=False)]
        changes += [Change(each, None) for each in met[len(said) :]]
        place = old[end - 1].position if end else ""
        after = old[end].position if end < len(old) else ""
        for text in said[len(met) :]:
            place = between(place, after)
            changes.append(Change(None, Prompt(id=store.new_id(), line=line, text=text, position=place)))
    return ChangeSet("Edit prompts", tuple(changes))


def _text(text: str, otherwise: str) -> str:
    if not text.strip():
        raise UserError(otherwise)
    return text.strip()


def _records_of(view: FrameworkView) -> list[Record]:
    return [record for each in view.lines for record in (each.line, *each.prompts)]


def _shipped(data: dict[str, Any]) -> FrameworkView:
    known = known_id("framework", data["key"], data["version"])
    framework = Framework(
        id=known, key=data["key"], title=data["title"], version=data["version"], purpose=data["purpose"]
    )
    lines = zip(data["line"], row_of(len(data["line"])), strict=True)
    return FrameworkView(known, framework, tuple(_shipped_line(known, each, position) for each, position in lines))


def _shipped_line(framework: UUID, data: dict[str, Any], position: str) -> LineView:
    known = known_id("line", framework, data["key"])
    line = LineOfEnquiry(
        id=known,
        framework=framework,
        key=data["key"],
        question=data["question"],
        short=data["short"],
        position=position,
    )
    prompts = data.get("prompt", [])
    return LineView(
        known,
        line,
        tuple(
            Prompt(id=known_id("prompt", known, each["key"]), line=known, text=each["text"], position=place)
            for each, place in zip(prompts, row_of(len(prompts)), strict=True)
        ),
    )
