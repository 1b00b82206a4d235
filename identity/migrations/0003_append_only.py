"""The database itself keeps what was written: audit, seals, and what security events say."""

from django.db import migrations

from identity.audit.triggers import Guard, append_only, put_up, take_down

PURGED = """EXISTS (
    SELECT 1 FROM identity_purge p
    JOIN identity_closedsegment c ON c.id = p.closed_segment_id
    JOIN identity_seal s ON s.segment = c.segment
    {rest}
)"""
OF_ENTRY = "JOIN identity_sealedentry e ON e.seal_id = s.id WHERE e.entry_id = {id}"


def only_when_purged(table: str, rest: str) -> Guard:
    """Rows of a closed segment may go once its purge is written down, and no others."""
    condition = PURGED.format(rest=rest)
    return Guard(table, "delete", unless={"sqlite": condition, "postgresql": condition})


# a purge may be written down for a segment that was closed a year ago or more
A_YEAR_OLD = "SELECT 1 FROM identity_closedsegment c WHERE c.id = NEW.closed_segment_id AND {old}"
PURGE = Guard(
    "identity_purge",
    "insert",
    unless={
        "sqlite": "EXISTS ("
        + A_YEAR_OLD.format(old="datetime(c.closed_at) <= datetime('now', '-365 days')")
        + ")",
        "postgresql": "EXISTS ("
        + A_YEAR_OLD.format(old="c.closed_at <= now() - interval '365 days'")
        + ")",
    },
)
GUARDS = [
    Guard("identity_entry", "update"),
    only_when_purged("identity_entry", OF_ENTRY.format(id="OLD.id")),
    Guard("identity_entrysubject", "update"),
    only_when_purged("identity_entrysubject", OF_ENTRY.format(id="OLD.entry_id")),
    Guard("identity_sealedentry", "update"),
    only_when_purged("identity_sealedentry", "WHERE s.id = OLD.seal_id"),
    Guard("identity_seal", "update"),
    only_when_purged("identity_seal", "WHERE s.id = OLD.id"),
    *append_only("identity_closedsegment"),
    *append_only("identity_purge"),
    PURGE,
    Guard("identity_securityevent", "update", columns=("person_id", "kind", "at", "network")),
]


def say_who_did_it_herself(apps, schema_editor):
    """Entries from before this column: nobody is told of what she did herself."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "UPDATE identity_entrysubject SET by_other = FALSE WHERE person_id ="
            " (SELECT by_id FROM identity_entry WHERE identity_entry.id = entry_id)"
        )


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_one_account")]

    operations = [
        migrations.RunPython(say_who_did_it_herself, migrations.RunPython.noop),
        migrations.RunPython(
            lambda _apps, editor: put_up(editor.connection, GUARDS),
            lambda _apps, editor: take_down(editor.connection, GUARDS),
        ),
    ]
