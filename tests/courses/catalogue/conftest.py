"""What catalogue tests stand on."""

from collections.abc import Iterator

import pytest

from courses.catalogue import queries
from tests.courses.catalogue.tree import Tree, plant


@pytest.fixture
def tree(db: None) -> Iterator[Tree]:
    """A small course; what the process remembers is forgotten afterwards."""
    yield plant()
    queries.forget()
