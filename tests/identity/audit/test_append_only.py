"""The database refuses what the models refuse, whoever asks it and in whatever words."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from identity.audit.models import ClosedSegment, Entry, Purge, Seal
from identity.audit.segments import close_finished
from identity.audit.triggers import standing
from identity.audit.verifying import Fault
from tests.guards import guards, guards_down
from tests.identity.audit.chains import BEGUN, chain, run, verified

pytestmark = pytest.mark.django_db
WRITTEN = (
    "identity_entry",
    "identity_entrysubject",
    "identity_sealedentry",
    "identity_seal",
    "identity_closedsegment",
)

# a row put in place of another, as each database says it
REPLACED = {
    "sqlite": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "postgresql": "INSERT INTO {table} SELECT * FROM {table}"
    " ON CONFLICT ({column}) DO UPDATE SET {column} = EXCLUDED.{column}",
}


def key_of(table: str) -> str:
    return "entry_id" if table == "identity_sealedentry" else "id"


@pytest.fixture
def written():
    chain(seals=3)
    close_finished(now=BEGUN + timedelta(days=40))


@pytest.mark.parametrize("table", WRITTEN)
@pytest.mark.parametrize("sql", ["DELETE FROM {table}", "UPDATE {table} SET {column} = {column}"])
def test_nothing_of_the_audit_is_changed_or_removed(written, table, sql):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(sql.format(table=table, column=key_of(table)))


@pytest.mark.parametrize("table", WRITTEN)
def test_nothing_of_the_audit_is_replaced(written, table):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(REPLACED[connection.vendor].format(table=table, column=key_of(table)))


@pytest.mark.postgres
@pytest.mark.parametrize("table", WRITTEN)
def test_nothing_of_the_audit_is_emptied(written, table):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(f"TRUNCATE {table} CASCADE")


def test_a_purge_of_a_young_segment_is_refused_by_the_database(written):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Purge.objects.create(closed_segment=ClosedSegment.objects.first(), purged_at=BEGUN)
    assert Entry.objects.exists()
    assert Seal.objects.exists()


def test_every_guard_stands_after_all_migrations():
    """On SQLite a later change of a table makes it anew, without its triggers."""
    assert {guard.name for guard in guards()} <= standing(connection)


def test_verifying_tells_when_the_database_has_no_guards():
    assert verified().is_sound
    guards_down()
    assert {finding.fault for finding in verified().findings} == {Fault.NOT_GUARDED}
