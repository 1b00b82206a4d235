"""Fixtures of the code engine's tests."""

import pytest

from tests.identity.codes.doors import Door


@pytest.fixture
def door() -> Door:
    """Bác Lan's telephone."""
    return Door()


@pytest.fixture(autouse=True)
def no_sent_messages(settings, tmp_path) -> None:
    """Every test begins with an empty file of sent messages."""
    settings.DATA_DIR = tmp_path
