"""The words of a certificate: every line that page and paper print, made of one snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.certificates.codes import shown
from courses.certificates.rules import Band, Reason
from courses.certificates.snapshots import Competence, Snapshot

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import Promise

HOUR = 60
BANDS: dict[str, Promise] = {
    Band.FINISHED: gettext_lazy("Completed all lessons"),
    Band.PASSED: gettext_lazy("Passed"),
    Band.GOOD: gettext_lazy("Passed well"),
    Band.EXCELLENT: gettext_lazy("Passed very well"),
}
REASONS: dict[str, Promise] = {
    Reason.EARNED: gettext_lazy("the course was completed"),
    Reason.NAME: gettext_lazy("the name was corrected"),
    Reason.MISTAKE: gettext_lazy("it was issued by mistake"),
    Reason.WRONG_PERSON: gettext_lazy("it was issued to the wrong person"),
    Reason.ASKED: gettext_lazy("the learner asked for it to be removed"),
    Reason.UNDONE: gettext_lazy("it had been revoked by mistake"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One printed fact and what it is called."""

    label: str
    value: str


def lines(snapshot: Snapshot) -> tuple[Line, ...]:
    """Every fact but name and course, which stand above; page and paper print exactly these."""
    return (
        Line(_("Result"), str(BANDS[snapshot.band])),
        *([Line(_("Check"), _("taken under a trainer's eyes"))] if snapshot.is_supervised else []),
        Line(_("Length of the course"), length(snapshot.minutes)),
        Line(_("Edition of the course"), str(snapshot.edition)),
        Line(_("Completed on"), day(snapshot.completed_on)),
        Line(_("Issued on"), day(snapshot.issued_on)),
        Line(_("Issued by"), snapshot.issuer),
        *(Line(named, value) for named, value in _frameworks(snapshot.competences)),
        Line(_("Code of the certificate"), shown(snapshot.code)),
    )


def length(minutes: int) -> str:
    """Hours and minutes in words."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%(minutes)d minutes") % {"minutes": rest}
    if not rest:
        return _("%(hours)d hours") % {"hours": hours}
    return _("%(hours)d hours %(minutes)d minutes") % {"hours": hours, "minutes": rest}


def day(value: date) -> str:
    """A day as it is written in Vietnam."""
    return date_format(value, "d/m/Y")


def note() -> str:
    """What a certificate is not, so that nobody takes it for one of the State."""
    return _(
        "This certificate confirms that the course was learned on Bến Số. "
        "It is not a diploma or certificate of the national education system."
    )


def _frameworks(competences: Sequence[Competence]) -> list[tuple[str, str]]:
    """Each framework with its version, and the codes with their titles."""
    found = []
    for (title, version), codes in groupby(competences, attrgetter("framework_title", "version")):
        named = _("%(framework)s, version %(version)s") % {"framework": title, "version": version}
        found.append((named, "; ".join(f"{each.code} {each.title}" for each in codes)))
    return found
