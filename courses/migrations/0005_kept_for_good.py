"""The database itself keeps what was certified, decided and done."""

from django.db import migrations

from identity.audit.triggers import Guard, append_only, put_up, take_down

# a visitor's run is forgotten after 30 days; nobody else's answers ever are
OF_A_VISITOR = "NOT EXISTS (SELECT 1 FROM courses_placementrun r WHERE r.id = OLD.run_id AND r.person_id IS NOT NULL)"
VISITORS = {"sqlite": OF_A_VISITOR, "postgresql": OF_A_VISITOR}

# fmt: off
GUARDS = [
    # the link to the account may go, what was certified stays
    *append_only(
        "courses_certificate",
        of=(
            "id", "uuid", "code", "course", "edition_id", "number", "commune_id", "facts", "replaces_id",
            "issued_at",
        ),
    ),
    # a name may be erased, never changed
    *append_only("courses_certificatename", but=("delete",)),
    *append_only("courses_correction"),
    # who chose may go with the account, what it meant stays
    *append_only(
        "courses_versionchange",
        of=(
            "id", "version_id", "previous_id", "kind", "is_chosen", "renewed", "rekeyed", "added",
            "note", "at",
        ),
    ),
    # who did it may go with the account, what became of the certificate stays
    *append_only("courses_certificatestatus", of=("id", "certificate_id", "status", "reason", "at")),
    *append_only("courses_formrelease"),
    *append_only("courses_sitting"),
    *append_only("courses_turn"),
    *append_only("courses_sittingpaper"),
    *append_only("courses_sittinganswer"),
    *append_only("courses_seatact"),
    *append_only("courses_itemact"),
    *append_only("courses_supervisedresult"),
    *append_only("courses_placementpool"),
    *append_only("courses_placementkey"),
    *append_only("courses_placementanswer", but=("delete",)),
    Guard("courses_placementanswer", "delete", unless=VISITORS),
    *append_only("courses_placementresult", but=("delete",)),
    Guard("courses_placementresult", "delete", unless=VISITORS),
    *append_only("courses_reviewanswer"),
]
# fmt: on


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0004_learning_by_doing"),
    ]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: put_up(editor.connection, GUARDS),
            lambda _apps, editor: take_down(editor.connection, GUARDS),
        ),
    ]
