"""What do we hold? A bundle for an authority or a person, with earlier wordings, drafts, files, backups and packs."""

import csv
import io
import zipfile
from datetime import date

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit, remove
from peer_challenge.domain.choices import EvidenceKind, Role
from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs.holdings import write_holdings
from peer_challenge.jobs.pack_out import send
from peer_challenge.services.packing import contents
from peer_challenge.storage.backups import BackupReason, back_up_if_changed
from peer_challenge.storage.redaction import redact
from tests.builders import a_finding, a_sef, a_triad_that_met


def bundle_of(store, subject, tmp_path):
    path = tmp_path / "held.zip"
    write_holdings(store, subject, path)
    bundle = zipfile.ZipFile(path)
    rows = csv.DictReader(io.StringIO(bundle.read("what is held.csv").decode("utf-8-sig"), newline=""))
    return bundle, list(rows)


def test_of_an_authority_everything_its_own_and_everything_that_names_it(store, tmp_path):
    triad = a_triad_that_met(store)
    sef = a_sef(store, triad, shared_on=date(2026, 10, 1))
    paper = store.attach(b"%PDF-1.7 a paper", "application/pdf")
    piece = r.Evidence(id=store.new_id(), submission=sef, kind=EvidenceKind.AUDIT, title="Paper", attachment=paper)
    store.apply(add("Add", piece))
    own = a_finding(store, triad, "Audits change plans")
    elsewhere = a_finding(store, triad, "As good as Kent’s own tool", host=1)
    a_finding(store, triad, "Nothing of theirs", host=2)
    store.apply(edit("Edit", store.need(r.Finding, own), text="Audits change plans for children"))
    removed = a_finding(store, triad, "Taken back")
    store.apply(edit("Edit", store.need(r.Finding, removed), text="Taken back again"))

    store.apply(remove("Remove", store.need(r.Finding, removed)))
    store.keep_draft(f"finding:{own}:text", "half a thought")
    back_up_if_changed(store.path, why=BackupReason.ASKED)
    send(
        store,
        contents(store, triad.round, triad.group, triad.hosts[0]),
        tmp_path / "kent.pcpack",
        None,
        key=LaptopKey.fresh(),
    )
    bundle, rows = bundle_of(store, triad.hosts[0], tmp_path)
    said = {row["Says"]: row for row in rows}
    assert said["Audits change plans"]["State"] == "Written over"
    assert said["Audits change plans for children"]["State"] == "Stands"
    assert said["Taken back again"]["State"] == "Removed"
    assert said["As good as Kent’s own tool"]["Belongs to"] == "Challenge of Medway, Autumn 2026"
    assert said["Statement of version 1."]["Belongs to"] == "SEF of Kent, Autumn 2026"
    assert "Nothing of theirs" not in said
    assert {row["Marking"] for row in rows} == {"OFFICIAL-SENSITIVE"}
    assert bundle.read(f"kept files/{paper[:16]}.pdf") == b"%PDF-1.7 a paper"
    assert b"half a thought" in bundle.read("typed and not yet saved.csv")
    copies = bundle.read("backups and files exchanged.csv").decode("utf-8-sig")
    assert "file sent,kent.pcpack" in copies
    assert "backup," in copies
    assert elsewhere


def test_of_a_person_what_names_them_and_what_they_wrote(store, tmp_path):
    triad = a_triad_that_met(store)
    alex, kim = store.new_id(), store.new_id()
    role = r.RolePeriod(id=store.new_id(), person=alex, role=Role.QA_LEAD)
    store.apply(add("Add", r.Person(id=alex, name="Alex Marsh"), r.Person(id=kim, name="Kim Park"), role))
    a_finding(store, triad, "As Alex Marsh said, audits change plans")
    a_finding(store, triad, "Not about anybody")
    store.who = alex
    a_finding(store, triad, "Written by that person")
    store.who = None
    _, rows = bundle_of(store, alex, tmp_path)
    said = {row["Says"] for row in rows}
    assert {"Alex Marsh", "As Alex Marsh said, audits change plans", "Written by that person", "QA lead"} <= said
    assert not said & {"Not about anybody", "Kim Park"}


def test_what_was_struck_out_is_gone_from_the_bundle_too(store, tmp_path):
    triad = a_triad_that_met(store)
    own = a_finding(store, triad, "A secret")
    redact(store, r.Finding, own, "text")
    bundle, _ = bundle_of(store, triad.hosts[0], tmp_path)
    assert not any(b"A secret" in bundle.read(each) for each in bundle.namelist())


def test_only_an_authority_or_a_person_can_be_asked_about(store, tmp_path):
    triad = a_triad_that_met(store)
    with pytest.raises(UserError, match="an authority or a person"):
        write_holdings(store, triad.round, tmp_path / "held.zip")
