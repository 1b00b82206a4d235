"""A hall that is ready."""

from datetime import datetime

import pytest

from tests.courses.sittings.hall import Hall


@pytest.fixture
def hall(db: None, now: datetime) -> Hall:
    """A class whose course has a paired test and a check."""
    furnished = Hall.furnished(now=now)
    assert furnished.cohort
    return furnished
