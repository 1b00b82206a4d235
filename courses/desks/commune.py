"""`/xa-phuong/`: the manager's desk, with the programme of the commune, its trainers and its figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.classes.figures import ProgrammeFigures, programme_figures
from courses.classes.queries import cohorts_of_commune
from courses.desks.forms import PlanForm, TrainerForm
from courses.programmes import actions as programmes
from courses.programmes import queries as offered
from courses.programmes.actions import ProgrammeRefused
from courses.programmes.models import Programme
from courses.programmes.permissions import commune_managed, managed_communes
from courses.programmes.queries import Offer
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.communes.models import Commune
from identity.communes.queries import communes_of_ids
from identity.roles import actions as roles
from identity.roles.actions import GrantRefused
from identity.roles.looks import record_look
from identity.roles.models import Grant
from identity.roles.permissions import require_role
from identity.roles.queries import live_holders
from identity.roles.rules import Role

if TYPE_CHECKING:
    from courses.classes.queries import CountedCohort

CLASSES_PER_PAGE = 30
TRAINERS_PER_PAGE = 30


@dataclass(frozen=True)
class CommuneDesk:
    """Everything the manager's page shows of one commune."""

    commune: Commune
    programme: Programme | None
    offers: list[Offer]
    trainers: Page[Grant]
    cohorts: Page[CountedCohort]
    figures: ProgrammeFigures | None


@never_cache
@require_role(Role.MANAGER)
@require_http_methods(["GET", "HEAD"])
def show_start(request: HttpRequest) -> HttpResponse:
    """The commune of the manager; whoever manages several chooses first."""
    now = timezone.now()
    communes = communes_of_ids(managed_communes(_manager(request), now))
    if len(communes) == 1:
        return _show_desk(request, communes[0], now=now)
    return render(request, "courses/desks/commune_choice.html", {"communes": communes})


@never_cache
@require_role(Role.MANAGER)
@require_http_methods(["GET", "HEAD"])
def show_commune(request: HttpRequest, code: str) -> HttpResponse:
    """One of the communes the manager runs."""
    now = timezone.now()
    return _show_desk(request, _commune(request, code, now=now), now=now)


@never_cache
@require_role(Role.MANAGER)
def edit_programme(request: HttpRequest, code: str) -> HttpResponse:
    """Open the programme of a commune, or change the open one."""
    now = timezone.now()
    commune = _commune(request, code, now=now)
    programme = offered.open_programme(commune.pk)
    form = PlanForm(request.POST or None, initial=_initial(programme), offers=_choices(programme))
    if request.method == "POST" and form.is_valid():
        try:
            _write_programme(form, commune, programme, by=_manager(request), now=now)
        except ProgrammeRefused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("The programme is saved."))
            return redirect("desks:commune", code=commune.code)
    shown = {"form": form, "commune": commune, "programme": programme}
    return render(request, "courses/desks/programme.html", shown, status=_status(form))


@never_cache
@require_role(Role.MANAGER)
def close_programme(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once more, then close the open programme."""
    now = timezone.now()
    commune = _commune(request, code, now=now)
    programme = offered.open_programme(commune.pk)
    if programme is None:
        raise Http404
    if request.method == "POST":
        try:
            programmes.close_programme(programme=programme, by=_manager(request), now=now)
        except ProgrammeRefused as refused:
            messages.error(request, str(refused.message))
        else:
            messages.success(
                request, _("The programme is closed. You can open a new one at any time.")
            )
        return redirect("desks:commune", code=commune.code)
    shown = {"commune": commune, "programme": programme}
    return render(request, "courses/desks/programme_close.html", shown)


@never_cache
@require_role(Role.MANAGER)
def appoint_trainer(request: HttpRequest, code: str) -> HttpResponse:
    """Appoint a trainer of the commune by an address she has proved."""
    now = timezone.now()
    commune = _commune(request, code, now=now)
    form = TrainerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person: Person = form.cleaned_data["contact"]
        try:
            roles.grant_role(
                by=_manager(request),
                person=person,
                role=Role.TRAINER,
                commune=commune,
                until=form.until(),
                now=now,
            )
        except GrantRefused as refused:
            form.add_error("contact", str(refused.message))
        else:
            told = _("%(name)s is now a trainer of %(commune)s.")
            messages.success(request, told % {"name": person.name, "commune": commune.full_name})
            return redirect("desks:commune", code=commune.code)
    if form.errors:
        audit.record(
            act="trainer.address_refused", by=_manager(request), commune=commune.code, now=now
        )
    shown = {"form": form, "commune": commune}
    return render(request, "courses/desks/trainer.html", shown, status=_status(form))


@never_cache
@require_role(Role.MANAGER)
def end_trainer(request: HttpRequest, code: str, grant: UUID) -> HttpResponse:
    """Ask once more, then end a trainer; from that moment the classes are closed to her."""
    now = timezone.now()
    commune = _commune(request, code, now=now)
    found = live_holders(Role.TRAINER, now, commune_id=commune.pk).filter(uuid=grant).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            roles.end_grant(by=_manager(request), grant=found, now=now)
        except GrantRefused as refused:
            messages.error(request, str(refused.message))
        else:
            told = _("%(name)s is no longer a trainer of %(commune)s.")
            named = {"name": found.person.name, "commune": commune.full_name}
            messages.success(request, told % named)
        return redirect("desks:commune", code=commune.code)
    record_look([found], by=_manager(request), commune=commune.code, reason="runs_commune", now=now)
    shown = {"commune": commune, "grant": found}
    return render(request, "courses/desks/trainer_end.html", shown)


def _manager(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def _commune(request: HttpRequest, code: str, *, now: dt.datetime) -> Commune:
    commune = commune_managed(_manager(request), code, now=now)
    if commune is None:
        raise Http404
    return commune


def _show_desk(request: HttpRequest, commune: Commune, *, now: dt.datetime) -> HttpResponse:
    """The trainers and the figures are looks at other people's data, so the look is written down."""
    holders = live_holders(Role.TRAINER, now, commune_id=commune.pk)
    trainers = Paginator(holders, TRAINERS_PER_PAGE).get_page(request.GET.get("huong-dan-vien"))
    audit.record(
        act="commune.desk.seen",
        by=_manager(request),
        subjects=[grant.person_id for grant in trainers],
        fields=("name", "role"),
        reason="runs_commune",
        commune=commune.code,
        now=now,
    )
    programme = offered.open_programme(commune.pk)
    classes = Paginator(cohorts_of_commune(commune.pk), CLASSES_PER_PAGE)
    desk = CommuneDesk(
        commune=commune,
        programme=programme,
        offers=offered.offers_of(programme) if programme else [],
        trainers=trainers,
        cohorts=classes.get_page(request.GET.get("trang")),
        figures=programme_figures(programme) if programme else None,
    )
    return render(request, "courses/desks/commune.html", {"desk": desk, "now": now})


def _write_programme(
    form: PlanForm, commune: Commune, programme: Programme | None, *, by: Person, now: dt.datetime
) -> None:
    if programme is None:
        programmes.open_programme(commune=commune, plan=form.plan(), by=by, now=now)
    else:
        programmes.change_programme(programme=programme, plan=form.plan(), by=by, now=now)


def _choices(programme: Programme | None) -> list[Offer]:
    """The courses on the site, and those of the programme that have left it since."""
    live = offered.live_offers()
    known = {offer.id for offer in live}
    kept = offered.offers_of(programme) if programme else []
    return live + [offer for offer in kept if offer.id not in known]


def _initial(programme: Programme | None) -> dict[str, object]:
    if programme is None:
        return {"from_on": timezone.localdate()}
    return {
        "courses": [str(course) for course in programme.courses.values_list("course", flat=True)],
        "from_on": programme.from_on,
        "until_on": programme.until_on,
        "target_learners": programme.target_learners,
    }


def _status(form: PlanForm | TrainerForm) -> int:
    return 422 if form.errors else 200
