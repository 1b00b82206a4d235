"""What makes one consent text differ from another."""

from __future__ import annotations

import hashlib
import unicodedata

# the one purpose asked at sign-up: an account, and keeping track of one's own learning
ACCOUNT = "account"
# what a guardian accepts for a child of hers
CHILD = "child"
# what somebody accepts who wants messages when a review is due
REMINDERS = "reminders"


def digest_of(*, purpose: str, version: int, language: str, title: str, body: str) -> str:
    """SHA-256 (hex) over the whole text as shown, in NFC, so that any changed letter shows."""
    whole = "\x1f".join([purpose, str(version), language, title, body])
    return hashlib.sha256(unicodedata.normalize("NFC", whole).encode()).hexdigest()
