"""Finds every field about a person in all tables, so that the register cannot fall behind."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model

from identity.privacy.register import NOT_PERSONAL, REGISTER

OWN_APPS = frozenset({"identity", "cms", "courses"})
TELLING_NAMES = frozenset(
    {"name", "full_name", "nickname", "birth_year", "phone", "email", "browser", "answer"}
)
TELLING_PARTS = ("sealed", "digest", "address", "contact", "birth")


def personal_fields() -> set[str]:
    """`app.Model.field` for whatever points at a person or is named like personal data."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=False)
        for field in _own_fields(model)
        if _points_at_a_person(field) or _tells(model, field)
    }


def registered_fields() -> set[str]:
    """`app.Model.field` for whatever the register lists."""
    return {field for group in REGISTER for field in group.purposes}


def unregistered() -> set[str]:
    """What is personal and neither registered nor excepted; must stay empty."""
    return personal_fields() - registered_fields() - set(NOT_PERSONAL)


def register_markdown() -> str:
    """The register as a table people can read."""
    lines = [
        "# Register of personal data",
        "",
        "Made from identity/privacy/register.py by `manage.py privacy_register`; a test keeps it fresh.",
        "",
        "| Field | Category | Why | Kept | Shown to |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {field} | {group.category} | {purpose} | {group.retention} | {group.shown_to} |"
        for group in REGISTER
        for field, purpose in group.purposes.items()
    ]
    return "\n".join(lines) + "\n"


def _own_fields(model: type[Model]) -> Iterator[Field]:
    return iter(model._meta.local_fields)


def _points_at_a_person(field: Field) -> bool:
    related = field.related_model
    return isinstance(related, type) and related._meta.label == settings.AUTH_USER_MODEL


def _tells(model: type[Model], field: Field) -> bool:
    if model._meta.app_label not in OWN_APPS:
        return False
    return field.name in TELLING_NAMES or any(part in field.name for part in TELLING_PARTS)
