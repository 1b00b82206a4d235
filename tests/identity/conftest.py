"""Fixtures of all tests of identity."""

import pytest

from identity.factors import hashing

# what an installation pays, read before any test pays less
INSTALLED_COST = hashing.COST


@pytest.fixture(autouse=True)
def _quick_hash(monkeypatch) -> None:
    """Hundreds of PINs and codes are hashed here, and none of them is worth an attack."""
    monkeypatch.setattr(hashing, "COST", 2**4)
