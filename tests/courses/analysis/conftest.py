"""A check with two questions, and an editor at her desk."""

import pytest
from django.test import Client

from cms.publishing.actions import prepare_editorial
from tests import factories
from tests.courses.school import browser_of
from tests.courses.teaching import Item, Lesson, publish


@pytest.fixture
def lesson(db: None) -> Lesson:
    return publish(Item("single"), Item("single"), use="check")


@pytest.fixture
def thu_at_work(lesson: Lesson, now, standing_clock) -> Client:
    """Cô Thu's browser, signed in for the editors' screens."""
    prepare_editorial()
    return browser_of(factories.thu(), second_factor=True, now=now)
