"""A month is closed with a signed head, removed whole after its term, and its head proves the rest."""

from datetime import UTC, datetime, timedelta

import pytest

from identity.audit.models import ClosedSegment, Entry, EntrySubject, Purge, Seal
from identity.audit.rules import segment_after, segment_of
from identity.audit.sealing import chain_end, seal_waiting
from identity.audit.segments import close_finished, purge_over_term
from identity.audit.verifying import Fault
from tests.guards import guards_down
from tests.identity.audit.chains import chain, run, verified

pytestmark = pytest.mark.django_db
# long enough ago for the database to let its segments go
BEGUN = datetime(2019, 12, 30, 5, 0, tzinfo=UTC)
AFTER_TERM = datetime(2025, 1, 20, 5, 0, tzinfo=UTC)


@pytest.fixture
def two_months():
    """December 2019 with two seals, January 2020 with four; both closed."""
    chain(seals=6, entries=2, begun=BEGUN)
    for days in (5, 60):
        close_finished(now=BEGUN + timedelta(days=days))


@pytest.mark.parametrize(
    ("moment", "segment"),
    [
        (datetime(2026, 10, 31, 16, 59, tzinfo=UTC), "2026-10"),
        (datetime(2026, 10, 31, 17, 0, tzinfo=UTC), "2026-11"),
    ],
)
def test_a_month_ends_at_midnight_in_hai_phong(moment, segment):
    assert segment_of(moment) == segment


def test_months_are_closed_once_and_only_when_over(two_months):
    december, january = ClosedSegment.objects.order_by("segment")
    assert (december.segment, december.last_seal + 1) == ("2019-12", january.first_seal)
    assert january.previous == december.head
    assert close_finished(now=BEGUN + timedelta(days=61)) == []


def test_the_current_month_stays_open():
    chain(seals=2, begun=BEGUN)
    assert close_finished(now=BEGUN + timedelta(days=1)) == []


def test_a_clock_that_runs_backwards_seals_at_once_and_nothing_into_a_closed_month(two_months):
    for now in (BEGUN, BEGUN + timedelta(days=61)):
        Entry(at=BEGUN, act="x").save()
        assert seal_waiting(now=now) == 1
        assert Seal.objects.order_by("number").last().segment == "2020-02"
    assert verified(now=AFTER_TERM).is_sound


@pytest.mark.parametrize(
    ("segment", "after"), [("2026-01", "2026-02"), ("2026-11", "2026-12"), ("2026-12", "2027-01")]
)
def test_december_is_followed_by_january(segment, after):
    assert segment_after(segment) == after


def test_a_segment_is_removed_whole_after_its_term_and_its_head_stays(two_months):
    head = chain_end()
    assert purge_over_term(now=AFTER_TERM) == ["2019-12"]
    assert not Seal.objects.filter(segment="2019-12").exists()
    assert Seal.objects.filter(segment="2020-01").exists()
    assert EntrySubject.objects.count() == 4 * 2 * 2
    assert Purge.objects.get().closed_segment.segment == "2019-12"
    assert chain_end() == head
    assert verified(now=AFTER_TERM).is_sound


def test_a_removed_segment_is_told_in_the_audit(two_months):
    purge_over_term(now=AFTER_TERM)
    told = Entry.objects.get(act="audit.segment_purged")
    assert told.detail["segment"] == "2019-12"


def test_the_chain_goes_on_after_everything_was_removed(two_months):
    head = chain_end()
    assert len(purge_over_term(now=AFTER_TERM + timedelta(days=60))) == 2
    assert seal_waiting(now=AFTER_TERM + timedelta(days=60))
    first = Seal.objects.get()
    assert (first.number, first.previous) == (head.number + 1, head.digest)
    assert verified(now=AFTER_TERM + timedelta(days=60)).is_sound


def test_nothing_is_removed_before_its_term(two_months):
    assert purge_over_term(now=BEGUN + timedelta(days=4 * 366)) == []


def test_a_segment_removed_before_its_term_is_found(two_months):
    purge_over_term(now=AFTER_TERM)
    early = verified(now=BEGUN + timedelta(days=400)).findings
    assert (Fault.PURGED_EARLY, "2019-12") in [(f.fault, f.where) for f in early]


def test_the_head_of_a_removed_segment_cannot_be_changed(two_months):
    purge_over_term(now=AFTER_TERM)
    guards_down()
    run("UPDATE identity_closedsegment SET entries = 1 WHERE segment = '2019-12'")
    found = {finding.fault for finding in verified(now=AFTER_TERM).findings}
    assert Fault.SEGMENT_CHANGED in found
