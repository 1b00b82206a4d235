"""Who reached a level of a framework: counts for officials and managers, a list for a commune's manager."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Container, Iterable, Iterator
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.desks.cityfigures import plain_cell
from courses.programmes.permissions import commune_managed
from courses.reports import attainment, exporting
from courses.reports.levels import COLUMNS, SMALLEST_SHOWN
from courses.reports.models import LevelExport, LevelRule
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.communes.models import Commune
from identity.roles.permissions import require_role
from identity.roles.rules import Role

BYTE_ORDER_MARK = "\ufeff"
HIDDEN = f"<{SMALLEST_SHOWN}"
FORMATS = ("csv", "json")
PURPOSES = (
    ("confirmation", gettext_lazy("To have the level confirmed by the competent body")),
    ("invitation", gettext_lazy("To invite people to the next class or an award")),
    ("check", gettext_lazy("To check figures that somebody doubts")),
)
REASONS = {code: f"level_{code}" for code, _label in PURPOSES}


class PurposeForm(forms.Form):
    """Why a list of people is needed; it is written down with the list."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What is the list for?"),
        choices=PURPOSES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what the list is for.")},
    )


@never_cache
@require_role(Role.OFFICIAL)
@require_http_methods(["GET", "HEAD", "POST"])
def show_city_levels(request: HttpRequest) -> HttpResponse:
    """The levels of the city, and the button that begins an export."""
    rules = attainment.rules_in_force()
    if request.method == "POST":
        rule = _rule(rules, request.POST.get("rule", ""))
        export = exporting.ask_export(rule=rule, by=_viewer(request), now=timezone.now())
        return redirect("desks:city_level_export", export=export.uuid)
    newest = LevelExport.objects.select_related("rule").order_by("-asked_at")[:5]
    shown = {"rules": rules, "exports": newest}
    return render(request, "courses/desks/levels_city.html", shown)


@never_cache
@require_role(Role.OFFICIAL)
@require_http_methods(["GET", "HEAD"])
def show_export(request: HttpRequest, export: UUID) -> HttpResponse:
    """How far an export has come, and the files once it is done."""
    row = get_object_or_404(LevelExport.objects.select_related("rule"), uuid=export)
    return render(request, "courses/desks/levels_export.html", {"export": row})


@never_cache
@require_role(Role.OFFICIAL)
@require_http_methods(["GET", "HEAD"])
def download_export(request: HttpRequest, export: UUID, form: str) -> HttpResponseBase:
    """The counts of every commune, small cells hidden, as CSV or JSON."""
    row = get_object_or_404(LevelExport.objects.select_related("rule"), uuid=export)
    if row.finished_at is None or form not in FORMATS:
        raise Http404
    audit.record(
        act="levels.export_downloaded",
        by=_viewer(request),
        detail={"export": str(row.uuid)},
        now=timezone.now(),
    )
    return _file(row.rule, row.figures, form, name="khung-nang-luc-hai-phong", at=row.finished_at)


@never_cache
@require_role(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def show_commune_levels(request: HttpRequest, code: str) -> HttpResponseBase:
    """The levels of the manager's own commune; with a purpose, the list of people as a file."""
    now = timezone.now()
    commune = _commune(request, code, now=now)
    rules = attainment.rules_in_force()
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rule = _rule(rules, request.POST.get("rule", ""))
        return _people_file(request, rule, commune, purpose=form.cleaned_data["purpose"], now=now)
    shown = {
        "commune": commune,
        "form": form,
        "lines": [(rule, _by_age(_figures(rule, commune, now=now))) for rule in rules],
    }
    status = 422 if form.errors else 200
    return render(request, "courses/desks/levels_commune.html", shown, status=status)


@never_cache
@require_role(Role.MANAGER)
@require_http_methods(["GET", "HEAD"])
def download_commune(request: HttpRequest, code: str, rule: int, form: str) -> HttpResponseBase:
    """The counts of the manager's own commune as CSV or JSON."""
    now = timezone.now()
    commune = _commune(request, code, now=now)
    chosen = _rule(attainment.rules_in_force(), str(rule))
    if form not in FORMATS:
        raise Http404
    audit.record(act="levels.export_downloaded", by=_viewer(request), commune=commune.code, now=now)
    found = [_figures(chosen, commune, now=now)]
    return _file(chosen, found, form, name=f"khung-nang-luc-{commune.code}", at=now)


def _people_file(
    request: HttpRequest, rule: LevelRule, commune: Commune, *, purpose: str, now: dt.datetime
) -> StreamingHttpResponse:
    """The list, streamed; the look at every person on it is written down before the first line leaves."""
    attainment.refresh(commune=commune.pk, now=now)
    seen = frozenset(attainment.person_ids(rule, commune.pk))
    audit.record(
        act="commune.levels.seen",
        by=_viewer(request),
        subjects=seen,
        fields=("name", "birth_year", "level"),
        reason=REASONS[purpose],
        commune=commune.code,
        detail={"rule": rule.version},
        now=now,
    )
    response = StreamingHttpResponse(
        _people_lines(rule, commune, seen), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="dat-muc-{commune.code}.csv"'
    return response


def _people_lines(rule: LevelRule, commune: Commune, seen: Container[int]) -> Iterator[str]:
    """Whoever reaches the level after the look was written down is not on the list."""
    yield BYTE_ORDER_MARK + _line(
        [_("Full name"), _("Year of birth"), _("Level"), _("Framework"), _("Rule"), _("Reached on")]
    )
    named = f"{rule.framework}@{rule.framework_version}"
    for one in (each for each in attainment.people(rule, commune.pk) if each.person in seen):
        day = timezone.localtime(one.at).date().isoformat()
        yield _line([one.name, one.birth_year or "", rule.title, named, rule.version, day])


def _file(
    rule: LevelRule, figures: list[dict[str, Any]], form: str, *, name: str, at: dt.datetime
) -> HttpResponseBase:
    about = {
        "framework": rule.framework,
        "framework_version": rule.framework_version,
        "level": rule.level,
        "rule": rule.version,
        "counted_at": at.isoformat(),
        "hidden_below": SMALLEST_SHOWN,
        "age_bands": list(COLUMNS),
    }
    if form == "json":
        response: HttpResponseBase = JsonResponse(about | {"communes": figures})
    else:
        response = HttpResponse(_counts_csv(rule, figures), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _counts_csv(rule: LevelRule, figures: list[dict[str, Any]]) -> str:
    named = f"{rule.framework}@{rule.framework_version}"
    titles = [_("Code"), _("Commune"), _("Framework"), _("Level"), _("Rule"), _("All ages")]
    lines = [_line([*titles, *_columns()])]
    for each in figures:
        about = [each["code"], each["name"], named, rule.title, rule.version]
        lines.append(_line([*about, *_cells(each)]))
    return BYTE_ORDER_MARK + "".join(lines)


def _cells(figures: dict[str, Any]) -> list[object]:
    """All ages and each band, as they are shown; a hidden one says only that it is small."""
    return [HIDDEN if each is None else each for each in (figures["total"], *figures["bands"])]


def _by_age(figures: dict[str, Any]) -> list[tuple[str, object]]:
    """Each age with its number as it is shown, all ages first."""
    return list(zip([_("All ages"), *_columns()], _cells(figures), strict=True))


def _figures(rule: LevelRule, commune: Commune, *, now: dt.datetime) -> dict[str, Any]:
    counted = attainment.counts(rule, now=now, commune=commune.pk)
    row = counted.get(commune.pk, attainment.nobody())
    return {"code": commune.code, "name": commune.full_name} | asdict(row)


def _columns() -> list[str]:
    """The headings of the counts by age."""
    return [*COLUMNS[:-1], _("year of birth not known")]


def _line(cells: Iterable[object]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow([plain_cell(cell) if cell != HIDDEN else HIDDEN for cell in cells])
    return file.getvalue()


def _rule(rules: Iterable[LevelRule], wanted: str) -> LevelRule:
    found = next((rule for rule in rules if str(rule.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _commune(request: HttpRequest, code: str, *, now: dt.datetime) -> Commune:
    commune = commune_managed(_viewer(request), code, now=now)
    if commune is None:
        raise Http404
    return commune


def _viewer(request: HttpRequest) -> Person:
    return cast("Person", request.user)
