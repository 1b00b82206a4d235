"""`/xa-phuong/<code>/giay-chung-nhan/`: the certificates of a commune, for its manager and the city."""

from __future__ import annotations

import datetime as dt
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.certificates import actions as certificates
from courses.certificates import queries, runs, wording
from courses.certificates.models import Certificate, CertificateRun
from courses.certificates.permissions import commune_looked_after
from courses.certificates.refusals import CertificateRefused
from courses.certificates.rules import Reason
from courses.classes.queries import cohorts_of_commune
from courses.desks.certificate_forms import CertificateSearchForm, NameForm, RevokeForm, RunForm
from identity import keys
from identity.accounts.models import Person
from identity.accounts.names import NameRefused
from identity.audit import actions as audit
from identity.communes.models import Commune
from identity.communes.queries import communes_in_force
from identity.roles.permissions import has_role, require_role
from identity.roles.rules import Role

ON_A_PAGE = 25
LONGEST_SEARCH = 120
BAD_INPUT = 422
SEARCH = "desks.certificate_search"


@never_cache
@require_role(Role.OFFICIAL)
@require_safe
def show_city(request: HttpRequest) -> HttpResponse:
    """The official chooses a commune."""
    return render(
        request, "courses/desks/certificates_city.html", {"communes": communes_in_force()}
    )


@never_cache
@require_role(Role.MANAGER, Role.OFFICIAL)
@require_http_methods(["GET", "HEAD", "POST"])
def show_list(request: HttpRequest, code: str) -> HttpResponse:
    """Certificates of the commune, newest first, or those that a name or a code finds."""
    now, commune = timezone.now(), _commune(request, code)
    if request.method == "POST":
        return _with_search_sealed(request, commune)
    token = request.GET.get("tim", "")
    sought = _unsealed_search(token, commune)
    found = queries.of_commune(commune.pk, sought=sought)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    _look("certificates.seen", request, list(page), commune=commune, now=now)
    last = CertificateRun.objects.filter(commune=commune).order_by("-pk").first()
    shown = {
        "commune": commune,
        "page": page,
        "sought": sought,
        "form": CertificateSearchForm(initial={"tim": sought}),
        "query": f"{urlencode({'tim': token})}&" if sought else "",
        "last": last,
        "is_city": has_role(_staff(request), Role.OFFICIAL, now=now),
    }
    return render(request, "courses/desks/certificates.html", shown)


@never_cache
@require_role(Role.MANAGER, Role.OFFICIAL)
def start_run(request: HttpRequest, code: str) -> HttpResponse:
    """Choose for whom, then have certificates issued for all of them in one job."""
    commune = _commune(request, code)
    cohorts = cohorts_of_commune(commune.pk)
    page = Paginator(cohorts, ON_A_PAGE).get_page(request.GET.get("trang"))
    form = RunForm(request.POST or None, cohorts=cohorts, shown=page)
    if request.method == "POST" and form.is_valid():
        run = runs.start_run(
            commune=commune, cohort=form.cohort(), by=_staff(request), now=timezone.now()
        )
        return redirect("desks:certificate_run", code=commune.code, run=run.uuid)
    shown = {"form": form, "commune": commune, "page": page}
    status = BAD_INPUT if form.errors else 200
    return render(request, "courses/desks/certificate_run_start.html", shown, status=status)


@never_cache
@require_role(Role.MANAGER, Role.OFFICIAL)
@require_safe
def show_run(request: HttpRequest, code: str, run: UUID) -> HttpResponse:
    """How far a job is."""
    commune = _commune(request, code)
    found = get_object_or_404(CertificateRun, commune=commune, uuid=run)
    return render(request, "courses/desks/certificate_run.html", {"commune": commune, "run": found})


@never_cache
@require_role(Role.MANAGER, Role.OFFICIAL)
@require_safe
def show_one(request: HttpRequest, code: str, certificate: UUID) -> HttpResponse:
    """One certificate, what became of it, and what can be done."""
    found = _certificate(request, code, certificate)
    return render(request, "courses/desks/certificate.html", _shown(found))


@never_cache
@require_role(Role.MANAGER, Role.OFFICIAL)
def correct_name(request: HttpRequest, code: str, certificate: UUID) -> HttpResponse:
    """Issue it anew under the name the person asked for."""
    found = _certificate(request, code, certificate)
    initial = {"name": found.person.name if found.person else found.snapshot.name}
    form = NameForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = certificates.correct_name(
                certificate=found,
                name=form.cleaned_data["name"],
                by=_staff(request),
                now=timezone.now(),
            )
        except (CertificateRefused, NameRefused) as refused:
            form.add_error("name", str(refused.message))
        else:
            messages.success(request, _("The new certificate is ready; the old page leads to it."))
            return redirect("desks:certificate", code=code, certificate=made.uuid)
    status = BAD_INPUT if form.errors else 200
    shown = {**_shown(found), "form": form}
    return render(request, "courses/desks/certificate_name.html", shown, status=status)


@never_cache
@require_role(Role.MANAGER, Role.OFFICIAL)
def revoke(request: HttpRequest, code: str, certificate: UUID) -> HttpResponse:
    """Say for everybody to read that it is not valid, and why."""
    found = _certificate(request, code, certificate)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            certificates.revoke(
                certificate=found,
                reason=Reason(form.cleaned_data["reason"]),
                by=_staff(request),
                now=timezone.now(),
            )
        except CertificateRefused as refused:
            messages.error(request, str(refused.message))
        else:
            messages.success(
                request, _("The certificate is revoked; its page says so from now on.")
            )
        return redirect("desks:certificate", code=code, certificate=found.uuid)
    status = BAD_INPUT if form.errors else 200
    shown = {**_shown(found), "form": form}
    return render(request, "courses/desks/certificate_revoke.html", shown, status=status)


@require_POST
@require_role(Role.MANAGER, Role.OFFICIAL)
def restore(request: HttpRequest, code: str, certificate: UUID) -> HttpResponse:
    """Undo a mistaken revocation: a new certificate in its place."""
    found = _certificate(request, code, certificate)
    try:
        found = certificates.restore(certificate=found, by=_staff(request), now=timezone.now())
    except CertificateRefused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("A new certificate was issued in its place."))
    return redirect("desks:certificate", code=code, certificate=found.uuid)


def _with_search_sealed(request: HttpRequest, commune: Commune) -> HttpResponse:
    """Addresses are kept by browsers and proxies, so a name travels in this one sealed."""
    sought = request.POST.get("tim", "").strip()[:LONGEST_SEARCH]
    found = redirect("desks:certificates", code=commune.code)
    if sought:
        token = keys.seal(sought, purpose=SEARCH, context=commune.code)
        found["Location"] += f"?{urlencode({'tim': token})}"
    return found


def _unsealed_search(token: str, commune: Commune) -> str:
    """What was looked for; nothing where the address was not made here."""
    try:
        return keys.unseal(token, purpose=SEARCH, context=commune.code)
    except keys.Unsealable:
        return ""


def _staff(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def _commune(request: HttpRequest, code: str) -> Commune:
    commune = commune_looked_after(_staff(request), code, now=timezone.now())
    if commune is None:
        raise Http404
    return commune


def _certificate(request: HttpRequest, code: str, uuid: UUID) -> Certificate:
    """One of the commune; the look is written down before anything of it is shown."""
    commune = _commune(request, code)
    found = queries.of_commune(commune.pk).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    _look("certificate.seen", request, [found], commune=commune, now=timezone.now())
    return found


def _look(
    act: str, request: HttpRequest, seen: list[Certificate], *, commune: Commune, now: dt.datetime
) -> None:
    audit.record(
        act=act,
        by=_staff(request),
        subjects={each.person_id for each in seen if each.person_id},
        fields=("name", "certificate"),
        reason="runs_certificates",
        commune=commune.code,
        now=now,
    )


def _shown(found: Certificate) -> dict[str, object]:
    followed = getattr(found, "replaced_by", None)
    history = [(each, wording.REASONS[each.reason]) for each in found.statuses.all()]
    return {
        "commune": found.commune,
        "certificate": found,
        "snapshot": found.snapshot,
        "lines": wording.lines(found.snapshot),
        "history": history,
        "followed": followed,
        "can_restore": found.standing.status == "revoked"
        and followed is None
        and bool(found.snapshot.name),
    }
