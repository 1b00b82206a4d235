"""Heads of the chain are told outside the database, where its owner cannot take them back."""

import io
import json
import logging
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from identity.audit.heads import LOGGER, Head, heads_in_log, last_kept_heads, publish
from identity.audit.models import Seal
from identity.audit.verifying import Fault
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
    for heads in (last_kept_heads(), heads_in_log(log.getvalue().splitlines())):
        faults = [(finding.fault, finding.where) for finding in verified(*heads).findings]
        assert (Fault.TAIL_CUT, last.number) in faults


def test_the_command_reads_a_log(log, tmp_path):
    chain(seals=2)
    tell_all()
    file = tmp_path / "web.log"
    file.write_text("not JSON\n[1]\n" + json.dumps({"logger": "other"}) + "\n" + log.getvalue())
    out = io.StringIO()
    call_command("verify_audit", log=[file], stdout=out)
    assert "Compared with 4 published heads" in out.getvalue()


def test_only_the_newest_head_of_a_month_is_fetched(monkeypatch):
    chain(seals=4)
    tell_all()
    fetched = []
    opened = storages["audit"].open
    monkeypatch.setattr(
        storages["audit"], "open", lambda name: fetched.append(name) or opened(name)
    )
    heads = list(last_kept_heads())
    assert [head.segment for head in heads] == ["2026-09", "2026-10"]
    assert len(fetched) == 2


def test_public_keys_are_printed():
    out = io.StringIO()
    call_command("audit_keys", stdout=out)
    assert "BEGIN PUBLIC KEY" in out.getvalue()


def test_a_head_of_no_seal_is_not_told(store):
    publish(999)
    assert not list(store.iterdir())
    assert verified(now=BEGUN + timedelta(days=1)).is_sound
