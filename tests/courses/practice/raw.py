"""Practices as the raw JSON of a StreamField, invented and small."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

Raw = dict[str, Any]


def entries(*found: Raw | str) -> list[Raw]:
    """The children of a ListBlock."""
    return [{"type": "item", "id": str(at), "value": value} for at, value in enumerate(found)]


def envelope(**fields: Any) -> Raw:
    """What every practice has."""
    value = {
        "uid": "item",
        "goal": "Bác làm thử nhé.",
        "character": {"name": "bà Mơ", "facts": entries({"label": "Số dư", "value": "5.000.000"})},
        "hints": entries("Đọc kỹ."),
        "tries": 3,
        "right": "Bác làm tốt.",
        "wrong": "Bác thử lại.",
    }
    return value | fields


def refused(block: Any, value: Raw) -> set[str]:
    """The fields at which cleaning complains, as paths (`steps.0.key`); `*` is a whole list."""
    try:
        block.clean(block.to_python(value))
    except ValidationError as wrong:
        return set(_places(wrong))
    return set()


def _places(error: Any) -> Iterator[str]:
    inner = getattr(error, "block_errors", {})
    if getattr(error, "non_block_errors", None):
        yield "*"
    for name, each in inner.items():
        deeper = list(_places(each))
        yield from (f"{name}.{place}" for place in deeper) if deeper else [str(name)]
