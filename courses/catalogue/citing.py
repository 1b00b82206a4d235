"""How a competence of a framework is named in versions and results: `digcomp@2.2:4.1`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SHAPE = re.compile(r"(?P<framework>[a-z0-9-]+)(@(?P<version>[^:@\s]+))?:(?P<code>\S+)")


class BadCitation(ValueError):
    """The text names no competence."""


@dataclass(frozen=True, order=True, slots=True)
class Citation:
    """One competence; `version` is empty in what was published before citations carried it."""

    framework: str
    version: str
    code: str

    def __str__(self) -> str:
        at = f"@{self.version}" if self.version else ""
        return f"{self.framework}{at}:{self.code}"


def read_citation(text: str) -> Citation:
    """The competence a text names, with or without a version; raises BadCitation."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise BadCitation(text)
    return Citation(found["framework"], found["version"] or "", found["code"])


def in_force(citation: Citation, versions: Mapping[str, str]) -> Citation:
    """The same with a version: an old one without meant the framework's first version we knew.

    `versions` names that first version for each framework; an unknown framework stays as it is.
    """
    version = citation.version or versions.get(citation.framework, "")
    return Citation(citation.framework, version, citation.code)


def codes_of_item(own: Iterable[str], lesson: Iterable[str]) -> list[str]:
    """What an item is about: its own codes where the editor gave any, else those of its lesson."""
    return list(own) or list(lesson)
