"""The register of personal data knows every field about a person, and no other."""

from django.apps import apps
from django.conf import settings

from identity.privacy.register import NOT_PERSONAL, REGISTER
from identity.privacy.walk import register_markdown, registered_fields, unregistered


def test_every_field_about_a_person_is_registered():
    assert unregistered() == set()


def test_nothing_is_registered_that_does_not_exist():
    for field in registered_fields() | set(NOT_PERSONAL):
        label, _dot, name = field.rpartition(".")
        apps.get_model(label)._meta.get_field(name)


def test_every_entry_says_why_until_when_and_who_sees_it():
    for group in REGISTER:
        assert all((group.category, group.retention, group.shown_to, *group.purposes.values()))


def test_no_field_is_registered_twice():
    listed = [field for group in REGISTER for field in group.purposes]
    assert len(listed) == len(set(listed))


def test_the_document_is_fresh():
    written = settings.BASE_DIR / "docs" / "privacy-register.md"
    assert written.read_text(encoding="utf-8") == register_markdown()
