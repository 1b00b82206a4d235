"""Fixtures of this slice: those of the door, and nothing sent yet."""

import pytest
from django.conf import settings

from tests.identity.signin.conftest import other, visitor  # noqa: F401


@pytest.fixture(autouse=True)
def _nothing_was_sent(db):
    (settings.DATA_DIR / "outbox.jsonl").write_text("", encoding="utf-8")
