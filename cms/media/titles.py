"""Titles of imported drawings: what a picture shows, where the import knew a file name only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import Truncator

from cms.media.models import Picture

LONGEST = Picture._meta.get_field("title").max_length


def title_drawings(drawings: Mapping[str, int], bodies: Iterable[Any]) -> None:
    """Title each drawing that still bears its file's name by the first alt text it has in `bodies`.

    A title somebody wrote is no file name, so it stays; once all drawings have titles nothing is read.
    """
    untitled = {
        picture.pk: picture
        for picture in Picture.objects.filter(pk__in=drawings.values(), title__in=drawings)
    }
    if not untitled:
        return
    for pk, alt in _alts(bodies):
        picture = untitled.pop(pk, None)
        if picture is not None:
            picture.title = Truncator(alt).chars(LONGEST)
            picture.save(update_fields=["title"])


def _alts(node: Any) -> Iterator[tuple[int, str]]:
    """Every picture with its alt text in raw StreamField JSON, in reading order."""
    if isinstance(node, Mapping):
        if node.get("image") and node.get("alt"):
            yield node["image"], node["alt"]
        node = node.values()
    if not isinstance(node, str) and isinstance(node, Iterable):
        for child in node:
            yield from _alts(child)
