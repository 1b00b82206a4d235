"""The register of personal data: every field about a person, with purpose, term and readers.

A test walks all models: a field that points at a person or is named like personal data must stand
here, and nothing may stand here that no longer exists.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One personal field: its category, why it is kept, until when, and who is shown it."""

    category: str
    purpose: str
    retention: str
    shown_to: str


REGISTER: dict[str, Entry] = {}
