"""What a round costs its coordinator in key presses and clicks, in the real window; docs/acts.md shows the figures."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import PlanState
from peer_challenge.storage.store import Store
from tests.acts import Person, counted, started, told

MOST_ACTS = 60


def with_contacts(person: Person) -> None:
    """Contacts pasted from Excel, two an authority."""
    page = person.page(2)
    store = person.program.file.store
    rows = ["Name\tAuthority\tEmail\tRole"]
    for each in store.find(r.Authority):
        rows += [f"Lead of {each.name}\t{each.name}\tlead@{each.dfe_code}.example\tQA lead"]
        rows += [f"Peer of {each.name}\t{each.name}\tpeer@{each.dfe_code}.example\tChallenger"]
    person.click(page.bring)
    person.paste("\n".join(rows))
    person.click(page.bring_in.confirm)
    person.wait(lambda: len(store.find(r.Person)) == 38)


def grouped(person: Person) -> None:
    """The proven plan, settled."""
    page = person.page(3)
    person.click(page.empty.button)
    person.click(page.bar.suggest_button)
    person.wait(lambda: not page.bar.settle_button.isHidden() and page.bar.settle_button.isEnabled())
    person.click(page.bar.settle_button)
    person.wait(lambda: person.program.file.store.find(r.Plan, state=PlanState.SETTLED))


def dated(person: Person) -> None:
    """The six days agreed elsewhere, pasted in with their links; the calendar file is saved for everybody."""
    store = person.program.file.store
    person.page(1)
    person.key(Qt.Key.Key_Return)
    page = person.program.window.pages.current
    lines = [
        f"{each.name} {at + 8} November 2027 10am https://teams.example/{at}" for at, each in enumerate(settled(store))
    ]
    person.click(page.to_paste)
    person.paste("\n".join(lines))
    person.click(page.paste.bring_in)
    person.wait(lambda: len([each for each in store.find(r.Session) if each.held_on]) == 6)
    person.click(page.as_calendar)
    person.wait(lambda: "Saved as" in page.told.banners[0].sentence if page.told.banners else False)


def settled(store: Store) -> list[r.Group]:
    """The groups of the settled plan."""
    (plan,) = store.find(r.Plan, state=PlanState.SETTLED)
    return store.find(r.Group, plan=plan.id)


def forms_saved(person: Person) -> None:
    """A SEF form for every authority."""
    page = person.page(4)
    person.click(page.overview.forms_button)
    person.wait(lambda: "19 forms saved" in page.overview.said.text())


def files_saved(person: Person) -> None:
    """A file to send, with its e-mail draft, for every authority."""
    page = person.page(9)
    person.click(page.send.everybody)
    person.wait(lambda: "19 files" in page.send.said.text())


def chased(person: Person) -> None:
    """An e-mail draft to everybody whose SEF is late."""
    home = person.page(1)
    person.click(home.chase.write)
    person.wait(lambda: home.chase.told.banners and "19 e-mail drafts" in home.chase.told.banners[0].sentence)


STEPS: dict[str, Callable[[Person], None]] = {
    "Start the round": started,
    "Paste the contacts": with_contacts,
    "A proven plan": grouped,
    "Six meeting dates": dated,
    "A form for every": forms_saved,
    "A file to send": files_saved,
}


def test_a_new_round_of_nineteen_is_set_up_in_few_acts(person: Person) -> None:
    acts = {words: counted(person, step) for words, step in STEPS.items()}
    store = person.program.file.store
    assert len(store.find(r.Challenge)) == len(store.find(r.Submission)) == 19
    assert len(list(person.folder.glob("*.docx"))) == len(list(person.folder.glob("*.pcpack"))) == 19
    assert len(list(person.folder.glob("*.eml"))) == 19
    assert len(list(person.folder.glob("*.ics"))) == 1
    assert acts == {words: told(words) for words in STEPS}
    assert sum(acts.values()) <= MOST_ACTS


def test_writing_to_all_who_are_late_is_one_button(person: Person) -> None:
    started(person, 2025)
    grouped(person)
    assert counted(person, chased) == told("E-mail drafts")
    assert len(list(person.folder.glob("*-reminder.eml"))) == 19


def test_an_authority_that_drops_out_after_grouping_costs_few_acts(person: Person) -> None:
    started(person)
    grouped(person)
    window, store = person.program.window, person.program.file.store
    reading = store.find(r.Authority, name="Reading")[0].id
    plan = store.find(r.Plan)[0].id
    acts = len(person.acts)
    page = person.page(2)
    person.type("Reading")
    person.click(page.detail.decline)
    person.type("Inspection")
    person.key(Qt.Key.Key_Return)
    home = person.page(1)
    person.wait(lambda: home.steps.current_row() is not None)
    assert home.steps.current_row().words == "Reading does not take part any more: repair the groups"
    person.key(Qt.Key.Key_Return)
    triads = window.pages.current
    person.click(triads.bar.repair_button)
    person.click(triads.repair.settle_button)
    person.wait(lambda: store.need(r.Plan, plan).state is PlanState.REPLACED)
    hosts = [each.host for each in store.find(r.Challenge)]
    assert len(hosts) == 18
    assert reading not in hosts
    person.page(1)
    person.wait(lambda: "repair" not in " ".join(home.steps.model().index(at, 0).data() or "" for at in range(3)))
    assert len(person.acts) - acts <= 10
