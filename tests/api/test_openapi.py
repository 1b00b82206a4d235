"""The committed description is valid and is the one the code gives."""

import json

import pytest
from openapi_spec_validator import validate

from skills.management.commands.write_openapi import TARGET, description

STALE = "run `python manage.py write_openapi` and commit docs/openapi.json"


def test_the_committed_description_is_fresh():
    assert TARGET.read_text(encoding="utf-8") == description(), STALE


def test_the_description_is_valid_and_names_every_schema_once():
    schema = json.loads(description())
    assert schema["openapi"].startswith("3.1")
    validate(schema)
    course, mine = (
        schema["components"]["schemas"][name] for name in ("CourseOut", "CourseProgressOut")
    )
    assert "slug" in course["properties"]
    assert "percent" in mine["properties"]


@pytest.mark.django_db
def test_the_description_is_served(client):
    served = client.get("/api/v1/openapi.json")
    assert served.json() == json.loads(description())
