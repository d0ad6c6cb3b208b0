"""The sample round: the 19 South East authorities, invented people, and everything a round leaves behind."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Challenge, Group, Membership, Plan, Session
from peer_challenge.exchange.calendars import calendar_of
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs.demo_round import SampleRound, sample_texts
from peer_challenge.jobs.pack_out import send
from peer_challenge.jobs.reports import Made, write_all
from peer_challenge.services.packing import contents
from peer_challenge.services.rounds import latest_round
from peer_challenge.storage.files import folder_for, write_whole
from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.store import Store


def make_demo(out: Path, progress: Progress = silent) -> list[Made]:
    """Make the round file, all reports, the calendar and a file to send per group in `out`; say what was made.

    Raises `UserError` when a sample round is there already, or the folder cannot be written.
    """
    folder = folder_for(out)
    path = folder / "demo.pcw"
    write_demo_round(path, progress)
    store = open_store(path)
    try:
        round_ = latest_round(store)
        assert round_ is not None
        reports = write_all(store, round_.id, folder_for(folder / "reports"), progress)
        calendar = folder / "sessions.ics"
        write_whole(calendar, _calendar(store, round_.id))
        sent = _files_to_send(store, round_.id, folder_for(folder / "packs"), progress)
    finally:
        store.close()
    return [Made(path, "round file of the sample round"), *reports, Made(calendar, "calendar of the sessions"), *sent]


def _files_to_send(store: Store, round_id: UUID, folder: Path, progress: Progress) -> list[Made]:
    """Write what the first authority of each group may read; not encrypted, since everybody in it is invented."""
    key, groups = LaptopKey.fresh(), {each.group for each in store.find(Challenge, round=round_id)}
    made = []
    for group in sorted((store.need(Group, each) for each in groups), key=lambda each: each.position):
        first = store.find(Membership, group=group.id)[0].authority
        path = folder / f"{group.name.lower().replace(' ', '-')}.pcpack"
        sent = send(store, contents(store, round_id, group.id, first), path, None, key=key, progress=progress)
        made.append(Made(path, f"{group.name}, for {sent.contents.recipient_name}"))
    return made


def write_demo_round(path: Path, progress: Progress = silent) -> None:
    """Make the sample round's file at `path`, whole or not at all; raises `UserError` when something is there."""
    texts = sample_texts()
    clock = texts.clock
    temporary = path.with_name(f".{path.name}.making")
    temporary.unlink(missing_ok=True)
    if path.exists():
        create_store(path)  # says no, in the words of every other place that does
    store = create_store(temporary, now=clock)
    try:
        told = SampleRound(store, texts)
        steps: list[tuple[str, Callable[[], None]]] = told.steps()
        for done, (saying, step) in enumerate(steps):
            progress(done, len(steps), saying)
            step()
        store.close()
        temporary.replace(path)
    except BaseException:
        store.close()
        temporary.unlink(missing_ok=True)
        raise


def _calendar(store: Store, round_id: UUID) -> bytes:
    names = {
        group.id: group.name
        for plan in store.find(Plan, round=round_id, state=PlanState.SETTLED)
        for group in store.find(Group, plan=plan.id)
    }
    groups = {each.group for each in store.find(Challenge, round=round_id)}
    sessions = [each for each in store.find(Session, round=round_id) if each.group in groups]
    return calendar_of(store, sessions, {group: names.get(group, "session") for group in groups})
