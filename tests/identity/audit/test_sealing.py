"""Entries are sealed once, in a chain, whoever seals and however late an entry comes to light."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from identity.audit import actions as audit
from identity.audit import sealing
from identity.audit.canonical import NO_SEAL, PURPOSE
from identity.audit.models import Entry, Seal, SealedEntry
from identity.audit.sealing import seal_waiting, unsealed
from identity.keys import Signature, is_signed
from identity.outbox.models import Job
from tests.identity.audit.chains import verified


def look(now, **what):
    return audit.record(act="class.board.seen", by=None, now=now, **what)


@pytest.mark.django_db
def test_each_entry_is_sealed_once_and_nothing_waits(now):
    entries = [look(now) for _ in range(3)]
    assert seal_waiting(now=now) == 3
    assert seal_waiting(now=now) == 0
    assert [row.entry_id for row in SealedEntry.objects.order_by("pk")] == [
        entry.pk for entry in entries
    ]
    assert not unsealed().exists()


@pytest.mark.django_db
def test_a_seal_is_chained_to_the_one_before_and_signed(now):
    for minute in range(2):
        look(now)
        seal_waiting(now=now + timedelta(minutes=minute))
    first, second = Seal.objects.order_by("number")
    assert (first.number, first.previous, first.segment) == (1, NO_SEAL, "2026-11")
    assert (second.number, second.previous) == (2, first.digest)
    signature = Signature(second.key_id, second.signature)
    assert is_signed(second.digest.encode(), signature, purpose=PURPOSE)
    assert not is_signed(first.digest.encode(), signature, purpose=PURPOSE)


@pytest.mark.django_db
def test_many_entries_make_several_seals_of_bounded_size(now, monkeypatch):
    monkeypatch.setattr(sealing, "ENTRIES_IN_A_SEAL", 2)
    for _ in range(5):
        look(now)
    assert seal_waiting(now=now) == 5
    assert list(Seal.objects.order_by("number").values_list("entries", flat=True)) == [2, 2, 1]


@pytest.mark.django_db
def test_an_entry_that_comes_to_light_behind_higher_ids_is_not_missed(now):
    late = look(now).pk + 1
    Entry(pk=late + 1, at=now, act="codes.tried").save()
    seal_waiting(now=now)
    Entry(pk=late, at=now, act="codes.tried").save()
    assert seal_waiting(now=now + timedelta(minutes=1)) == 1
    assert SealedEntry.objects.filter(entry=late).exists()


@pytest.mark.django_db
def test_one_that_was_held_back_for_days_is_found_at_night(now):
    late = look(now).pk + 1
    Entry(pk=late + 1, at=now, act="codes.tried").save()
    seal_waiting(now=now)
    Entry(pk=late, at=now, act="codes.tried").save()
    in_three_days = now + timedelta(days=3)
    assert seal_waiting(now=in_three_days) == 0
    assert seal_waiting(now=in_three_days, from_the_first=True) == 1
    assert verified().is_sound


@pytest.mark.django_db
def test_the_minutes_run_does_not_walk_through_the_whole_audit(now, django_assert_max_num_queries):
    for _ in range(30):
        look(now)
    seal_waiting(now=now)
    with django_assert_max_num_queries(8):
        seal_waiting(now=now + timedelta(days=2))


@pytest.mark.django_db
def test_the_head_of_each_seal_is_promised_to_the_world(now):
    look(now)
    seal_waiting(now=now)
    assert [job.payload for job in Job.objects.filter(topic="audit.sealed")] == [{"number": 1}]


@pytest.mark.django_db(transaction=True)
def test_sealers_at_once_take_turns(now):
    for _ in range(40):
        look(now)

    def seal(_number):
        try:
            return seal_waiting(now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as sealers:
        assert sum(sealers.map(seal, range(4))) == 40
    assert SealedEntry.objects.count() == 40
    assert verified().is_sound
