"""What was done and looked at is written once and stays."""

import pytest

from identity.audit import actions as audit
from identity.audit.context import request_id
from identity.audit.models import AppendOnly, Entry, EntrySubject
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(now):
    lan, minh = factories.lan(), factories.minh()
    return audit.record(act="board.seen", by=minh, subjects=[lan.pk, lan.pk], now=now)


def test_an_entry_names_who_did_what_about_whom(entry, now):
    assert (entry.act, entry.at, entry.by.name) == ("board.seen", now, "Trần Văn Minh")
    assert [subject.person.name for subject in entry.subjects.all()] == ["Nguyễn Thị Lan"]


def test_an_entry_carries_the_name_of_its_request(now):
    mark = request_id.set("request-7")
    try:
        assert audit.record(act="clock.ticked", by=None, now=now).request_id == "request-7"
    finally:
        request_id.reset(mark)


@pytest.mark.parametrize("model", [Entry, EntrySubject])
@pytest.mark.parametrize("change", [lambda rows: rows.update(id=9), lambda rows: rows.delete()])
def test_entries_cannot_be_changed_in_bulk(entry, model, change):
    with pytest.raises(AppendOnly):
        change(model.objects.all())


def test_an_entry_cannot_be_changed_or_removed(entry):
    entry.act = "nothing.happened"
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        Entry.objects.bulk_update([entry], ["act"])


def test_several_subjects_cost_one_statement(now, django_assert_max_num_queries):
    people = [person.pk for person in factories.people(5)]
    with django_assert_max_num_queries(4):
        audit.record(act="board.seen", by=None, subjects=people, now=now)
    assert EntrySubject.objects.count() >= 5
