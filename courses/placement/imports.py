"""content/placement.yaml brought in: a changed file makes a new version, the same one changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cms.publishing.files import read
from cms.publishing.imports import Outcome
from courses.placement import actions as placement
from courses.placement.files import read_pool

FILE = "placement.yaml"


def import_pool(*, root: Path, now: datetime) -> Iterator[tuple[str, Outcome]]:
    """Yields the file and what was done; nothing where there is no such file. Raises ContentRefused."""
    if not (root / FILE).exists():
        return
    areas = [area.text("key") for area in read(root / "skills.yaml", root=root).maps("entries")]
    pool, is_new = placement.add_pool(
        file=read_pool(read(root / FILE, root=root), areas=areas), now=now
    )
    made = Outcome.MADE if pool.number == 1 else Outcome.CHANGED
    yield FILE, made if is_new else Outcome.UNCHANGED
