"""Which competences of public frameworks the lessons of a course stand for, as a certificate names them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from courses.catalogue.models import Framework, FrameworkCode
from courses.certificates.snapshots import Competence

SHOWN = ("vn", "digcomp")
"""The frameworks a certificate names, the country's own first; the others are for editors."""
CITATION = re.compile(r"^(?P<framework>[\w-]+)(?:@(?P<version>[^:]+))?:(?P<code>.+)$")


def competences(citations: Iterable[str]) -> tuple[Competence, ...]:
    """What these citations (`digcomp@2.2:4.1`) name, in the order of the frameworks. Two queries.

    A citation without a version means the newest one that is known.
    """
    cited = {key for text in citations if (key := _read(text)) and key[0] in SHOWN}
    if not cited:
        return ()
    titles = {(row.key, row.version): row.title for row in Framework.objects.filter(key__in=SHOWN)}
    rows = FrameworkCode.objects.filter(
        framework__in=SHOWN, code__in={code for _framework, _version, code in cited}
    )
    newest = {(row.framework, row.code): row for row in rows.order_by("version")}
    exact = {(row.framework, row.version, row.code): row for row in rows}
    found = {exact.get(key) or newest.get((key[0], key[2])) for key in cited}
    named = [
        Competence(
            framework=row.framework,
            framework_title=titles.get((row.framework, row.version), row.framework),
            version=row.version,
            code=row.code,
            title=row.title,
        )
        for row in found
        if row is not None
    ]
    return tuple(sorted(named, key=lambda one: (SHOWN.index(one.framework), one.version, one.code)))


def _read(text: str) -> tuple[str, str, str] | None:
    match = CITATION.match(text)
    return (match["framework"], match["version"] or "", match["code"]) if match else None
