"""The answer as others than the coordinator may read it: no count below three, and none that can be worked out."""

from collections.abc import Sequence

from peer_challenge.domain.choices import Again, Stage
from peer_challenge.domain.days import count_of
from peer_challenge.services import metrics
from peer_challenge.services.answer import AnswerView, Headline
from peer_challenge.services.metrics import FEWEST, TOO_FEW, part_of
from peer_challenge.services.submission_rows import Sharing
from peer_challenge.services.time_spent import ADMINISTRATION, hours_words

FEW_ANSWERS = (
    "Every answer is printed where it is about three challenges or more that shared alike. With so few no difference "
    "is claimed to be significant, and none shows a cause."
)


def headlines_for_others(view: AnswerView) -> tuple[Headline, ...]:
    """Return the five headlines with nothing in them that tells of fewer than three authorities."""
    return (_hours(view), _administration(view), _changed(view), _again(view), _against(view))


def statement_for_others(view: AnswerView) -> str:
    """Return what the round took in one sentence, as far as others may read it."""
    shares = (view.cells.share_of([Stage.SESSION]), view.cells.share_of(ADMINISTRATION))
    if not view.time.person_minutes or (view.time.told >= FEWEST and None not in shares):
        return view.statement
    return f"{view.time.coverage}; too few to say more of it."


def stages_for_others(view: AnswerView) -> tuple[tuple[str, float], ...]:
    """Return hours by stage; stages of fewer than three authorities stand together. Nothing where too few told us."""
    if view.time.told < FEWEST:
        return ()
    rows = [(each.stage.words, round(metrics.hours(each.person_minutes), 1)) for each in view.cells.shown]
    if view.cells.together:
        together = " and ".join(stage.words for stage in view.cells.together)
        rows.append((together, round(metrics.hours(view.cells.together_minutes), 1)))
    return tuple(rows)


def usefulness_for_others(view: AnswerView) -> tuple[tuple[Sharing, str, str], ...]:
    """Return sharing, every answer in order, and the middle hours on a challenge, a row each.

    Answers are given only where they are about three challenges or more: of fewer it could be told whose they are.
    """
    rows = []
    for group in view.value.groups:
        alike = [each for each in view.value.rows if each.sharing is group.sharing]
        said = [each for each in alike if each.scores]
        spent = [metrics.hours(each.person_minutes) for each in alike if each.person_minutes]
        if alike:
            rows.append((group.sharing, _scores(group.scores, len(said)), _middle(spent)))
    return tuple(rows)


def _scores(scores: Sequence[int], challenges: int) -> str:
    if not scores:
        return "None yet"
    if challenges < FEWEST:
        return TOO_FEW
    return f"{', '.join(map(str, sorted(scores)))} (median {metrics.middle(scores):g})"


def _middle(values: Sequence[float]) -> str:
    if not values:
        return "None yet"
    return f"{round(metrics.middle(values) or 0, 1):g}" if len(values) >= FEWEST else TOO_FEW


def _hours(view: AnswerView) -> Headline:
    full, time = view.headlines[0], view.time
    if time.told < FEWEST:
        return _too_few(full, f"{time.coverage}.")
    share = metrics.percent(time.estimated_minutes, time.person_minutes)
    how = f" {'All' if share == 100 else f'{share}%'} of it is estimated." if share else ""
    return Headline(full.question, full.figure, f"The mean of those that told us. {time.coverage}.{how}{view.missing}")


def _administration(view: AnswerView) -> Headline:
    full, share = view.headlines[1], view.cells.share_of(ADMINISTRATION)
    if view.time.told < FEWEST or share is None:
        return _too_few(full, f"{view.time.coverage}.")
    talk = view.cells.share_of([Stage.PREPARATION, Stage.SESSION])
    beside = f" Preparation and the meeting were {talk}%." if talk is not None else ""
    spent = hours_words(view.time.person_minutes)
    return Headline(full.question, f"{share}%", f"Set-up and write-up, of {spent}.{beside}")


def _changed(view: AnswerView) -> Headline:
    full = view.headlines[2]
    if not view.asked_at_six:
        return full
    if view.asked_at_six < FEWEST:
        return _too_few(full, "Fewer than three hosts have answered.")
    named = part_of(len({each.host for each in view.changed}), view.asked_at_six)
    answered = count_of(view.asked_at_six, "host")
    return Headline(full.question, f"{named} named a change", f"{answered} answered; nobody has checked the cause.")


def _again(view: AnswerView) -> Headline:
    full, asked = view.headlines[3], sum(view.value.again.values())
    if asked and view.value.answering < FEWEST:
        return _too_few(full, "Fewer than three authorities have answered.")
    if not asked:
        return full
    said = part_of(view.value.again[Again.YES], asked)
    from_ = count_of(view.value.answering, "authority", "authorities")
    of = f" of {view.places[1]} that were possible," if asked < view.places[1] else ""
    return Headline(full.question, f"{said} said yes", f"{count_of(asked, 'answer')}{of} from {from_}.")


def _against(view: AnswerView) -> Headline:
    full = view.headlines[4]
    both = view.last.against if view.last else None
    return _too_few(full, "Fewer than three told us both times.") if both and both.authorities < FEWEST else full


def _too_few(full: Headline, rests_on: str) -> Headline:
    return Headline(full.question, full.figure if full.figure == "Not known yet" else TOO_FEW, rests_on)
