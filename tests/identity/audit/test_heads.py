"""Heads of the chain are told outside the database, where its owner cannot take them back."""

import io
import json
import logging
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from identity.audit import actions as audit
from identity.audit.canonical import PURPOSE, entry_digest, seal_digest
from identity.audit.heads import LOGGER, Head, heads_in_log, kept_heads, publish
from identity.audit.models import Entry, Seal, SealedEntry
from identity.audit.sealing import seal_waiting
from identity.audit.verifying import Fault
from identity.keys import sign
from skills.logs import JsonFormatter
from tests.guards import guards_down
from tests.identity.audit.chains import BEGUN, chain, run, verified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "audit": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    return tmp_path


@pytest.fixture
def log():
    """Our log as it is written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger(LOGGER)
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def tell_all():
    for number in Seal.objects.order_by("number").values_list("number", flat=True):
        publish(number)


def test_each_head_stands_in_the_store_and_in_the_log(store, log):
    chain(seals=2)
    tell_all()
    assert len(list((store / "2026-09").iterdir())) == Seal.objects.count()
    assert list(heads_in_log(log.getvalue().splitlines())) == [
        Head.of(seal) for seal in Seal.objects.order_by("number")
    ]


def test_telling_a_head_again_changes_nothing(store):
    chain(seals=1)
    tell_all()
    tell_all()
    assert len(list((store / "2026-09").iterdir())) == Seal.objects.count()


def test_a_cut_tail_is_found_by_the_store_and_by_the_log(log):
    chain(seals=3, entries=1)
    tell_all()
    guards_down()
    last = Seal.objects.order_by("number").last()
    for table, column in (("sealedentry", "seal_id"), ("seal", "id")):
        run(f"DELETE FROM identity_{table} WHERE {column} = %s", last.pk)
    for heads in (kept_heads(), heads_in_log(log.getvalue().splitlines())):
        faults = [(finding.fault, finding.where) for finding in verified(*heads).findings]
        assert (Fault.TAIL_CUT, last.number) in faults


def test_the_command_reads_a_log(log, tmp_path):
    chain(seals=2)
    tell_all()
    file = tmp_path / "web.log"
    file.write_text("not JSON\n[1]\n" + json.dumps({"logger": "other"}) + "\n" + log.getvalue())
    out = io.StringIO()
    call_command("verify_audit", log=[file], stdout=out)
    assert "Compared with 6 published heads" in out.getvalue()


def test_only_the_newest_head_of_a_month_is_fetched(monkeypatch):
    chain(seals=4)
    tell_all()
    fetched = []
    opened = storages["audit"].open
    monkeypatch.setattr(
        storages["audit"], "open", lambda name: fetched.append(name) or opened(name)
    )
    heads = list(kept_heads())
    assert [head.number for head in heads] == [1, 2, 3, 4, 5]
    assert [head.segment for head in heads if isinstance(head, Head)] == ["2026-09", "2026-10"]
    assert len(fetched) == 2
    assert verified(*heads).is_sound


def test_a_chain_written_anew_and_grown_longer_is_found_by_the_store():
    chain(seals=4, entries=1)
    tell_all()
    guards_down()
    entry = run_and_sign_anew(from_number=4)
    audit.record(act="later.seen", by=None, now=BEGUN + timedelta(days=20))
    seal_waiting(now=BEGUN + timedelta(days=20))
    tell_all()
    found = [(finding.fault, finding.where) for finding in verified(*kept_heads()).findings]
    assert (Fault.ENTRY_CHANGED, entry) not in found
    assert (Fault.HEAD_DIFFERS, 4) in found


def run_and_sign_anew(*, from_number: int) -> int:
    """Whoever has database and keys rewrites an entry and every seal after it; the entry."""
    link = SealedEntry.objects.filter(seal__number=from_number).first()
    run("UPDATE identity_entry SET act = 'rewritten' WHERE id = %s", link.pk)
    entry = Entry.objects.get(pk=link.pk)
    digest = entry_digest(entry, entry.subjects.all())
    run("UPDATE identity_sealedentry SET digest = %s WHERE entry_id = %s", digest, entry.pk)
    previous = Seal.objects.get(number=from_number - 1).digest
    for seal in Seal.objects.filter(number__gte=from_number).order_by("number"):
        seal.previous = previous
        previous = seal_digest(seal, list(seal.sealed_entries.values_list("entry_id", "digest")))
        signature = sign(previous.encode(), purpose=PURPOSE)
        run(
            "UPDATE identity_seal SET previous = %s, digest = %s, signature = %s WHERE id = %s",
            *(seal.previous, previous, signature.text, seal.pk),
        )
    return entry.pk


def test_a_head_half_written_by_a_crash_still_tells_its_number(store):
    chain(seals=2)
    tell_all()
    newest = max((store / "2026-09").iterdir())
    newest.write_bytes(newest.read_bytes()[:20])
    assert [head.number for head in kept_heads()] == [1, 2, 3]
    assert verified(*kept_heads()).is_sound


def test_a_store_that_does_not_answer_leaves_the_chain_proved_and_says_so(monkeypatch):
    chain(seals=2)

    def is_down(_name):
        raise ConnectionError

    monkeypatch.setattr(storages["audit"], "listdir", is_down)
    out = io.StringIO()
    with pytest.raises(CommandError, match="ConnectionError"):
        call_command("verify_audit", stdout=out)
    assert "Sealed until 2026-09-30" in out.getvalue()


def test_public_keys_are_printed():
    out = io.StringIO()
    call_command("audit_keys", stdout=out)
    assert "BEGIN PUBLIC KEY" in out.getvalue()


def test_a_head_of_no_seal_is_not_told(store):
    publish(999)
    assert not list(store.iterdir())
    assert verified(now=BEGUN + timedelta(days=1)).is_sound
