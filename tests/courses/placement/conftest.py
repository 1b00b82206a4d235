"""The real pool of content/, brought into the database as a start does."""

from pathlib import Path

import pytest
from django.conf import settings

from courses.placement.imports import import_pool
from courses.placement.pools import newest_shelf
from courses.placement.pools import shelf as kept_shelf
from tests.factories import LONG_AGO

CONTENT = Path(settings.BASE_DIR) / "content"


@pytest.fixture
def shelf(db):
    kept_shelf.cache_clear()
    list(import_pool(root=CONTENT, now=LONG_AGO))
    return newest_shelf()
