"""Which competences of public frameworks the lessons of a course stand for, as a certificate names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from courses.catalogue.citing import BadCitation, Citation, in_force, read_citation
from courses.catalogue.models import Framework, FrameworkCode
from courses.certificates.snapshots import Competence

SHOWN = ("vn", "digcomp")
"""The frameworks a certificate names, the country's own first; the others are for editors."""


def competences(citations: Iterable[str]) -> tuple[Competence, ...]:
    """What these citations (`digcomp@2.2:4.1`) name, in the order of the frameworks. Two queries.

    One that names nothing we know is left out: a certificate never claims the code of another version.
    """
    named = [each for each in _read(citations) if each.framework in SHOWN]
    if not named:
        return ()
    frameworks = list(Framework.objects.filter(key__in=SHOWN).order_by("-pk"))
    first = {row.key: row.version for row in frameworks}
    titles = {(row.key, row.version): row.title for row in frameworks}
    cited = {in_force(each, first) for each in named}
    rows = FrameworkCode.objects.filter(framework__in=SHOWN, code__in={each.code for each in cited})
    found = [
        Competence(
            framework=row.framework,
            framework_title=titles.get((row.framework, row.version), row.framework),
            version=row.version,
            code=row.code,
            title=row.title,
        )
        for row in rows
        if Citation(row.framework, row.version, row.code) in cited
    ]
    return tuple(sorted(found, key=lambda one: (SHOWN.index(one.framework), one.version, one.code)))


def _read(citations: Iterable[str]) -> Iterator[Citation]:
    """The citations of these texts; what names no competence is passed over."""
    for text in citations:
        with suppress(BadCitation):
            yield read_citation(text)
