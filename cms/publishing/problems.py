"""Mistakes in a page, each with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in one file, at one field, with what to do about it."""

    file: str
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.sentence}"


def problems_of(error: ValidationError, *, file: str, where: str = "") -> list[Problem]:
    """The mistakes that blocks and fields report, with the path to each."""
    found: list[Problem] = []
    for name, inner in _inner_errors(error):
        found += problems_of(inner, file=file, where=f"{where}.{name}" if where else str(name))
    if not found:
        found = [Problem(file, where or "page", str(sentence)) for sentence in error.messages]
    return found


def _inner_errors(error: ValidationError) -> list[tuple[str, ValidationError]]:
    """Named errors inside an error: of fields, of blocks, and of a block as a whole."""
    inner: list[tuple[str, ValidationError]] = []
    if hasattr(error, "error_dict"):
        inner += [(name, each) for name, errors in error.error_dict.items() for each in errors]
    blocks = getattr(error, "block_errors", None) or {}
    pairs = blocks.items() if isinstance(blocks, dict) else enumerate(blocks, 1)
    inner += [(str(name), each) for name, each in pairs if each]
    whole = getattr(error, "non_block_errors", None)
    inner += [("all", each) for each in whole.as_data()] if whole else []
    return inner
