"""infra/postgresql-roles.sql, executed: what the application's role can do, and what it cannot."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from identity.audit.models import Entry, Seal
from identity.audit.sealing import seal_waiting
from tests.identity.audit.chains import BEGUN, chain, run, verified

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SCRIPT = settings.BASE_DIR / "infra" / "postgresql-roles.sql"
# the superuser of the suite has the name of the application's role
APPLICATION, OWNER = "ben_so_in_test", "ben_so_in_test_owner"
# one column of each
NEVER_CHANGED = {
    "identity_entry": "act",
    "identity_entrysubject": "entry_id",
    "identity_seal": "digest",
    "identity_sealedentry": "entry_id",
    "identity_closedsegment": "segment",
    "identity_purge": "purged_at",
    "courses_event": "id",
    "courses_answerkey": "id",
}
DENIED, APPEND_ONLY = "permission denied|must be owner", "append-only"


@pytest.fixture
def application():
    """The connection of the test acts as the application; the rollback takes both roles away."""
    script = SCRIPT.read_text(encoding="utf-8").replace("ben_so", APPLICATION)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute(script)
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {APPLICATION}")


def refused(sql: str, why: str) -> None:
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        run(sql)


def test_the_application_adds_seals_and_reads(application):
    chain(seals=2)
    assert Entry.objects.exists()
    assert verified().is_sound


@pytest.mark.parametrize("table", sorted(NEVER_CHANGED))
def test_the_application_changes_and_empties_no_row(application, table):
    column = NEVER_CHANGED[table]
    refused(f"UPDATE {table} SET {column} = {column}", DENIED)
    refused(f"TRUNCATE {table} CASCADE", DENIED)


def test_the_application_deletes_nothing_of_the_audit(application):
    chain(seals=2)
    for table in ("identity_closedsegment", "identity_purge", "courses_event"):
        refused(f"DELETE FROM {table}", DENIED)
    for table in ("identity_entrysubject", "identity_sealedentry", "identity_seal"):
        refused(f"DELETE FROM {table}", APPEND_ONLY)
    assert Seal.objects.exists()


def test_the_application_takes_no_guard_down(application):
    refused("ALTER TABLE identity_entry DISABLE TRIGGER ALL", DENIED)
    refused("ALTER TABLE identity_entry ADD COLUMN more int", DENIED)
    refused("DROP TABLE identity_entry CASCADE", DENIED)
    refused("SET LOCAL session_replication_role = replica", DENIED)
    refused(f"SET LOCAL ROLE {OWNER}", DENIED)


def test_the_script_can_be_run_again(application):
    run("RESET SESSION AUTHORIZATION")
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute(SCRIPT.read_text(encoding="utf-8").replace("ben_so", APPLICATION))
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {APPLICATION}")
    chain(seals=1)
    seal_waiting(now=BEGUN)
    refused("UPDATE identity_entry SET id = id", DENIED)
