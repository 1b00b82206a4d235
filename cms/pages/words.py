"""The words of a StreamField, for the search index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags

# what names or colours a block is not for readers; what answers a question must not be found by guessing
NOT_WORDS = frozenset(
    [
        "id",
        "uid",
        "type",
        "kind",
        "channel",
        "image",
        "correct",
        "feedback",
        "answer",
        "feedback_true",
        "feedback_false",
        "explanation",
        "is_clue",
        "why",
        "verdict",
        "cost",
        "hints",
        "skin",
        "entry",
        "starts",
        "expected",
        "wanted",
        "rule",
        "error",
        "must_check",
        "key",
        "goto",
        "quality",
        "critical",
        "is_right",
        "fits",
        "words",
        "secrets",
        "model",
        "ending",
        "right",
        "wrong",
        "pairs",
        "entries",
        "accepted",
        "amount",
        "tolerance",
    ]
)


def block_words(stream: Any) -> str:
    """Every sentence of a StreamField value, tags taken out, in reading order."""
    return " ".join(_words(stream.stream_block.get_prep_value(stream)))


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield strip_tags(node.replace("<", " <")).strip()
    elif isinstance(node, list):
        for child in node:
            yield from _words(child)
    elif isinstance(node, dict):
        for name, child in node.items():
            if name not in NOT_WORDS:
                yield from _words(child)
