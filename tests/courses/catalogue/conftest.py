"""What catalogue tests stand on."""

import pytest

from tests.courses.catalogue.tree import Tree, plant


@pytest.fixture
def tree(db: None) -> Tree:
    """A small course."""
    return plant()
