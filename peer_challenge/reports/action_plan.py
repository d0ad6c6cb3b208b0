"""A host's action plan: what it means to do, which role does it, by when, how far it is and what it changed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from peer_challenge.domain.choices import ActionState, FindingKind
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.domain.records import Action
from peer_challenge.reports.document import Block, Bullets, Document, Heading, Paragraph, Table, Title, Tone
from peer_challenge.reports.wording import listed
from peer_challenge.services.feedback import FeedbackView


def action_plan_document(view: FeedbackView, actions: Sequence[Action]) -> Document:
    """Return the plan of one host from its feedback and its next steps, in their order."""
    return Document(
        title=f"Action plan: {view.host}",
        created=view.created,
        blocks=tuple(_blocks(view, [each for each in actions if each.text.strip()])),
        marking=view.marking,
        reference=f"Action plan, {view.host}, {view.round_name}".rstrip(", "),
        subject=f"Peer challenge, {view.round_name}",
        author=view.host,
    )


def _blocks(view: FeedbackView, actions: Sequence[Action]) -> Iterator[Block]:
    yield Title(f"Action plan: {view.host}", f"After the peer challenge · {view.round_name}")
    yield Paragraph(_brief(actions), Tone.LEAD)
    if actions:
        yield Heading(1, "Next steps")
        yield Table(
            ("What", "Who", "By when", "How far"),
            tuple(_row(each) for each in actions),
            widths=(0.46, 0.2, 0.18, 0.16),
        )
    changed = [each for each in actions if each.impact]
    if changed:
        yield Heading(1, "What changed")
        yield Table(("Next step", "What changed"), tuple((each.text, each.impact) for each in changed), widths=(1, 1))
    met = {each.finding for each in actions}
    left = tuple(
        each.text or "(no words)"
        for each in view.findings
        if each.kind is FindingKind.CONSIDERATION and each.id not in met
    )
    if left and met - {None}:
        yield Heading(1, "Areas for consideration without a next step")
        yield Bullets(left)
    elif left:
        yield Heading(1, "Areas for consideration")
        yield Bullets(left)
    yield Paragraph(
        f"As at {day_in_words(day_in_england(view.created))}. The plan belongs to {view.host}; it names roles, never "
        "people.",
        Tone.QUIET,
    )


def _brief(actions: Sequence[Action]) -> str:
    if not actions:
        return "No next steps have been agreed yet."
    counts = Counter(each.state for each in actions)
    states = listed([f"{counts[state]} {state.words.lower()}" for state in ActionState if counts[state]])
    undated = sum(each.due_on is None for each in actions)
    dates = f" {undated} {'has' if undated == 1 else 'have'} no date." if undated else ""
    return f"{count_of(len(actions), 'next step')}: {states}.{dates}"


def _row(action: Action) -> tuple[str, str, str, str]:
    due = day_in_words(action.due_on) if action.due_on else "Not dated"
    return action.text, action.owner_role or "To be named", due, action.state.words
