"""A school, and a clock that stands still for the pages, which read it themselves."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from tests.courses.school import School


@pytest.fixture
def school(db: None, now: datetime) -> School:
    """A commune whose class is open."""
    founded = School.founded(now=now)
    assert founded.cohort
    return founded


@pytest.fixture
def standing_clock(now: datetime) -> Iterator[None]:
    """The pages' own clock shows `now`."""
    with time_machine.travel(now, tick=False):
        yield
