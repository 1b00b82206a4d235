"""One item of each kind, as the pilot's own lessons hold it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cms.blocks.files import PROSE
from cms.publishing.files import read
from cms.publishing.imports import read_body
from courses.catalogue.body import ITEM_TYPES
from courses.catalogue.freezing import freeze_body
from courses.catalogue.frozen import FrozenItem, Key
from courses.catalogue.imports import ITEMS
from courses.catalogue.kinds import kind_of
from courses.progress.grading import Sheet, sheet

CONTENT = Path(__file__).resolve().parents[3] / "content"
LIVE = ("su-dung-internet", "bao-ve-thong-tin-ca-nhan")
Raw = dict[str, Any]


@cache
def blocks() -> dict[str, Raw]:
    """The first block of each kind in the two live courses, by name of kind."""
    drawings = {path.name: at for at, path in enumerate((CONTENT / "drawings").glob("*.svg"))}
    found: dict[str, Raw] = {}
    for path in sorted(
        file for course in LIVE for file in (CONTENT / "courses" / course).iterdir()
    ):
        source = read(path, root=CONTENT)
        if "body" not in source.entry:
            continue
        for block in read_body(source, PROSE | ITEMS, drawings):
            if block["type"] in ITEM_TYPES:
                found.setdefault(kind_of(block).name, block)
    return found


@cache
def frozen(name: str) -> tuple[Raw, Raw, Raw]:
    """The public half, the key and what is said of the example of a kind."""
    body = freeze_body([blocks()[name]], use="practice")
    return body.items[0], body.secrets[0].key, body.secrets[0].feedback


@cache
def sheet_of(name: str) -> Sheet:
    """The example as marking knows it."""
    shown, key, told = frozen(name)
    item = UUID(shown["id"])
    return sheet(
        FrozenItem(id=item, kind=name, use="practice", shown=shown),
        Key(item, name, key, told["said"], told.get("explanation", "")),
    )
