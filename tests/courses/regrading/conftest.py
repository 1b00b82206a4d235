"""Lessons on the site, and editors and moderators with their rights."""

import pytest

from cms.publishing import actions as publishing
from tests.courses.catalogue.tree import Tree, plant


@pytest.fixture
def tree(db: None) -> Tree:
    """A course and its part, published; lessons are put into it."""
    planted = plant()
    planted.course.save_revision().publish()
    planted.module.save_revision().publish()
    publishing.prepare_editorial()
    return planted
