"""The database itself keeps what devices reported and what was published."""

from django.db import migrations

from identity.audit.triggers import append_only, put_up, take_down

# the page a version was made from may go, the version stays
VERSION = (
    "id", "uuid", "lesson", "language", "number", "title", "use", "pass_mark", "minutes",
    "framework", "body", "items", "steps", "digest", "revision", "frozen_at",
)  # fmt: skip
GUARDS = [
    *append_only("courses_event"),
    *append_only("courses_learneredition"),
    *append_only("courses_lessonversion", of=VERSION),
    *append_only("courses_answerkey"),
    *append_only("courses_courseedition"),
    *append_only("courses_editionlesson"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0001_initial"),
        ("identity", "0003_append_only"),
    ]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: put_up(editor.connection, GUARDS),
            lambda _apps, editor: take_down(editor.connection, GUARDS),
        ),
    ]
