"""`/thanh-pho/tien-bo/`: what was gained by test before and after, per commune, and the same as a file."""

from __future__ import annotations

import csv
import io
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.desks.city import BYTE_ORDER_MARK
from courses.desks.cityfigures import plain_cell
from courses.sittings.figures import CityGain, CommuneGain, city_gain
from courses.sittings.rules import FEWEST
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.roles.permissions import require_role
from identity.roles.rules import Role


@never_cache
@require_role(Role.OFFICIAL)
@require_http_methods(["GET", "HEAD"])
def show_gain(request: HttpRequest) -> HttpResponse:
    """The verified gain per commune; people are never listed here, and small groups are hidden."""
    gain = _asked(request, act="city.figures.seen")
    return render(request, "courses/desks/city_gain.html", {"gain": gain, "fewest": FEWEST})


@never_cache
@require_role(Role.OFFICIAL)
@require_http_methods(["GET", "HEAD"])
def download_gain(request: HttpRequest) -> HttpResponse:
    """The same lines as a CSV file."""
    gain = _asked(request, act="city.figures_downloaded")
    text = BYTE_ORDER_MARK + as_csv(gain)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ben-so-tien-bo.csv"'
    return response


def as_csv(gain: CityGain) -> str:
    """The table for spreadsheets; a hidden commune stands there without figures."""
    file = io.StringIO()
    writer = csv.writer(file)
    titles = (_("Did both tests"), _("Before (percent)"), _("After (percent)"), _("Gain (points)"))
    writer.writerow((_("Code"), _("Commune"), *titles))
    for line in gain.lines:
        writer.writerow([plain_cell(cell) for cell in _cells(line)])
    return file.getvalue()


def _cells(line: CommuneGain) -> list[object]:
    if line.is_hidden:
        figures: list[object] = [_("fewer than %(fewest)s") % {"fewest": FEWEST}, "", "", ""]
    else:
        figures = [line.pairs, line.before, line.after, line.points]
    return [line.commune.code, line.commune.full_name, *figures]


def _asked(request: HttpRequest, *, act: str) -> CityGain:
    detail = {"figures": "gain"}
    audit.record(act=act, by=cast("Person", request.user), detail=detail, now=timezone.now())
    return city_gain()
