"""A finished course and its certificate."""

from datetime import datetime

import pytest

from courses.certificates.models import Certificate
from identity.accounts.models import Person
from tests import factories
from tests.courses.certificates import giving
from tests.courses.certificates.giving import Course


@pytest.fixture
def lan(db: None) -> Person:
    """Bác Lan, 67, learns."""
    return factories.lan()


@pytest.fixture
def course(db: None) -> Course:
    """Two lessons and a check."""
    return giving.course()


@pytest.fixture
def certificate(course: Course, lan: Person, now: datetime) -> Certificate:
    """Bác Lan's."""
    return giving.certified(lan, course, now=now)
