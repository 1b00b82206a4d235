"""`/thanh-pho/`: the official's desk, with every commune's figures and the same table as a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.desks.cityfigures import BY_NAME, SORTS, CityTable, as_csv, read_city
from courses.desks.forms import CitySearchForm
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.roles.permissions import require_role
from identity.roles.rules import Role

LONGEST_SEARCH = 80
# Excel reads a file as UTF-8 only when it begins with this mark.
BYTE_ORDER_MARK = "\ufeff"
COLUMNS: tuple[tuple[str, Promise], ...] = (
    (BY_NAME, _("Commune")),
    ("learners", _("Learners")),
    ("active", _("Active this month")),
    ("lessons_done", _("Lessons done")),
    ("finished", _("Finished")),
    ("retention", _("Remembered after 30 days")),
    ("target", _("Target")),
)


@dataclass(frozen=True)
class Column:
    """A heading that sorts the table."""

    key: str
    label: Promise
    href: str
    is_sorted: bool


@never_cache
@require_role(Role.OFFICIAL)
@require_http_methods(["GET", "HEAD"])
def show_city(request: HttpRequest) -> HttpResponse:
    """Figures per commune from the rollups; people are never listed here."""
    table, search, sort = _asked(request, act="city.figures.seen")
    shown = {
        "table": table,
        "search": search,
        "sort": sort,
        "form": CitySearchForm(initial={"tim": search}),
        "columns": _columns(search, sort),
        "csv_query": urlencode({"tim": search, "xep": sort}),
    }
    return render(request, "courses/desks/city.html", shown)


@never_cache
@require_role(Role.OFFICIAL)
@require_http_methods(["GET", "HEAD"])
def download_figures(request: HttpRequest) -> HttpResponse:
    """The same lines as a CSV file."""
    table, _search, _sort = _asked(request, act="city.figures_downloaded")
    response = HttpResponse(BYTE_ORDER_MARK + as_csv(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ben-so-hai-phong.csv"'
    return response


def _asked(request: HttpRequest, *, act: str) -> tuple[CityTable, str, str]:
    search = request.GET.get("tim", "").strip()[:LONGEST_SEARCH]
    sort = request.GET.get("xep", BY_NAME)
    sort = sort if sort in SORTS else BY_NAME
    now: dt.datetime = timezone.now()
    audit.record(act=act, by=cast("Person", request.user), now=now)
    return read_city(search=search, sort=sort, now=now), search, sort


def _columns(search: str, sort: str) -> list[Column]:
    return [
        Column(key, label, f"?{urlencode({'tim': search, 'xep': key})}", is_sorted=key == sort)
        for key, label in COLUMNS
    ]
