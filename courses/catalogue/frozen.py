"""What a published lesson was, as values that never change: shared by marking, the fold and the pages.

Ids that events name in their answers (choices, parts, steps) are strings, as JSON carries them: lower-case
uuids with dashes. Ids of items, lessons and versions are UUID.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FrozenItem:
    """One question or practice without what is right; `shown` is its public JSON, as the API gives it.

    `since` is the number of the version that gave it its present meaning, 0 for its first one.
    """

    id: UUID
    kind: str
    use: str  # practice, check
    shown: Mapping[str, Any] = field(default_factory=dict)
    since: int = 0

    @property
    def name(self) -> str:
        """What credit is kept under: an item that means something else is another one to whoever did it."""
        return f"{self.id}.{self.since}" if self.since else str(self.id)


@dataclass(frozen=True, slots=True)
class FrozenLesson:
    """One lesson version. `items` and `steps` (first block of each screen) in the order shown."""

    version: UUID
    lesson: UUID
    language: str
    number: int
    title: str
    use: str
    pass_mark: int
    minutes: int
    items: tuple[FrozenItem, ...]
    steps: tuple[str, ...]

    def item(self, item: UUID) -> FrozenItem | None:
        """The item of that id, or None."""
        return next((found for found in self.items if found.id == item), None)


@dataclass(frozen=True, slots=True)
class Key:
    """What is right in one item (`key`, in the shape of its kind), and what to say to an answer."""

    item: UUID
    kind: str
    key: Mapping[str, Any] = field(default_factory=dict)
    feedback: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """One lesson in an edition."""

    lesson: UUID
    title: str
    module: UUID
    module_title: str
    position: int
    required: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """One course edition: what a percentage is a percentage of. `id` is the row id for foreign keys."""

    id: int
    uuid: UUID
    course: UUID
    number: int
    title: str
    lessons: tuple[EditionEntry, ...]

    @property
    def required(self) -> tuple[UUID, ...]:
        """The lessons that count, in order."""
        return tuple(entry.lesson for entry in self.lessons if entry.required)
