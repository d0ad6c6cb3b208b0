"""Reminders of actions: to whoever holds the role on the day, overdue first, as drafts and calendars."""

from datetime import UTC, date, datetime
from email import message_from_bytes, policy

from icalendar import Calendar

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import ActionState, Role
from peer_challenge.jobs.action_reminders import write_reminders
from peer_challenge.services import actions
from peer_challenge.services.reminders import follow_ups, holders, reminders
from tests.builders import a_triad_that_met


def with_people(store):
    """The triad that met; Kent's QA lead is Xen by 24 March 2027 and Yve after that."""
    triad = a_triad_that_met(store)
    kent = triad.hosts[0]
    people = [
        r.Person(id=store.new_id(), name=name, email=f"{name.lower()}@kent.example", job_title=title, authority=kent)
        for name, title in (("Xen", ""), ("Yve", ""), ("Zoe", "Head of audit"))
    ]
    xen, yve, _ = (each.id for each in people)
    store.apply(
        add(
            "Add",
            *people,
            r.RolePeriod(id=store.new_id(), person=xen, role=Role.QA_LEAD, ends=date(2027, 3, 24)),
            r.RolePeriod(id=store.new_id(), person=yve, role=Role.QA_LEAD, starts=date(2027, 3, 25)),
        )
    )
    return triad


def names(found):
    return [each.name for each in found]


def test_an_action_passes_on_with_the_role(store):
    kent = with_people(store).hosts[0]
    assert names(holders(store, kent, "QA lead", date(2027, 3, 24))) == ["Xen"]
    assert names(holders(store, kent, "qa lead", date(2027, 3, 25))) == ["Yve"]
    assert names(holders(store, kent, "Head of audit", date(2027, 3, 25))) == ["Zoe"]
    assert names(holders(store, kent, "Nobody we know", date(2027, 3, 25))) == ["Yve"]


def test_a_draft_and_a_calendar_for_each_authority_and_one_for_all(store, tmp_path):
    triad = with_people(store)
    for text, due in (("Late one", date(2026, 11, 1)), ("Undated", None), ("Spring", date(2027, 4, 1))):
        store.apply(actions.add_action(store, triad.challenges[0], text, "QA lead", due))
    store.apply(actions.add_action(store, triad.challenges[1], "Medway’s own", "", date(2027, 1, 8)))
    made = write_reminders(store, triad.round, tmp_path / "out")
    assert [each.name for each in made] == ["actions.ics", "Kent.ics", "Kent.eml", "Medway.ics", "Medway.eml"]
    mail = message_from_bytes((tmp_path / "out" / "Kent.eml").read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "xen@kent.example, yve@kent.example"
    assert mail["Subject"] == "Peer challenge: 3 actions of Kent, 1 overdue"
    body = mail.get_body().get_content()
    assert body.index("Late one") < body.index("Spring") < body.index("Undated")
    assert "Medway" not in body
    events = Calendar.from_ical((tmp_path / "out" / "Kent.ics").read_bytes()).walk("VEVENT")
    assert [each.decoded("dtstart") for each in events] == [date(2026, 11, 1), date(2027, 4, 1)]
    uids = {str(each["uid"]) for each in events}
    write_reminders(store, triad.round, tmp_path / "out")
    again = Calendar.from_ical((tmp_path / "out" / "Kent.ics").read_bytes()).walk("VEVENT")
    assert {str(each["uid"]) for each in again} == uids


def test_only_what_is_due_by_a_day_is_reminded_of(store):
    triad = with_people(store)
    for text, due in (("Soon", date(2026, 11, 9)), ("Undated", None), ("Spring", date(2027, 4, 1))):
        store.apply(actions.add_action(store, triad.challenges[0], text, "QA lead", due))
    (kent,) = reminders(store, triad.round, date(2026, 11, 30))
    assert [each.action.text for each in kent.matters] == ["Soon"]


def test_what_was_agreed_is_looked_at_after_six_and_twelve_months(store, tmp_path):
    triad = with_people(store)
    assert follow_ups(store, triad.round) == []
    for text in ("One", "Two", "Dropped"):
        store.apply(actions.add_action(store, triad.challenges[0], text))
    one, two, dropped = actions.actions_of(store, triad.challenges[0])
    store.apply(actions.edit_action(store, one.id, state=ActionState.DONE, done_on=date(2027, 5, 12)))
    store.apply(actions.edit_action(store, two.id, state=ActionState.DONE, done_on=date(2027, 5, 13)))
    store.apply(actions.edit_action(store, dropped.id, state=ActionState.DROPPED))
    store.now = lambda: datetime(2027, 6, 1, tzinfo=UTC)
    kent = [each for each in follow_ups(store, triad.round) if each.host == "Kent"]
    assert [(each.months, each.due_on, each.done, each.of, each.has_come) for each in kent] == [
        (6, date(2027, 5, 12), 1, 2, True),
        (12, date(2027, 11, 12), 2, 2, False),
    ]
    (everything, *_) = write_reminders(store, triad.round, tmp_path)
    assert b"Check actions of Kent" in everything.read_bytes()
