"""What an act did to a plan, in a line: who sits elsewhere, points and rules."""

from peer_challenge.services.board import BoardView
from ui.widgets.triad_column import points_words

_MOST_NAMED = 2


def news(before: BoardView, after: BoardView) -> str:
    """Say what changed from one state of a plan to the next."""
    words = [f"{after.state.words}."] if after.state is not before.state else []
    words += [_moved(before, after), f"{points_words(after.points).capitalize()}{_compared(before, after)}."]
    new = [each for each in after.broken if each not in before.broken]
    words += [f"Now broken: {'; '.join(new)}."] if new else []
    words += ["No better plan exists."] if after.best else []
    return " ".join(filter(None, words))


def _compared(before: BoardView, after: BoardView) -> str:
    """Say how many more or fewer there are; with more or fewer authorities in groups that would compare nothing."""
    more = after.points - before.points
    if len(before.unplaced) != len(after.unplaced):
        return ""
    return f", {abs(more)} {'more' if more > 0 else 'fewer'} than before" if more else ", as before"


def _moved(before: BoardView, after: BoardView) -> str:
    """Say who sits elsewhere now."""
    was, now = _places(before), _places(after)
    moved = [name for name in now if was.get(name) != now[name]]
    if len(moved) > _MOST_NAMED:
        placed = not any(was.get(name) for name in moved)
        return f"{len(moved)} authorities {'have a group now' if placed else 'sit elsewhere'}."
    return " ".join(f"{name} is {f'in {now[name]}' if now[name] else 'in no group'} now." for name in moved)


def _places(view: BoardView) -> dict[str, str]:
    seated = {card.name: group.name for group in view.groups for card in group.cards}
    return seated | {card.name: "" for card in view.unplaced}
