"""`/lop/<class>/do-tien-bo/` and `/lop/<class>/kiem-tra/`: the trainer opens, watches and closes sittings."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.classes.models import Cohort
from courses.classes.permissions import learner_in, live_learners
from courses.sittings import mending, opening, supervising
from courses.sittings.chairs import class_of, sitting_of
from courses.sittings.codes import show_code
from courses.sittings.models import Sitting
from courses.sittings.overviews import hall_mark, read_hall, read_overview
from courses.sittings.papers import finished_papers, paper_of
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import AFTER, BEFORE, PAIRED, REPORT_REASONS
from identity.accounts.models import Person
from identity.codes.refusals import CodeRefused
from identity.factors import pins
from identity.factors.models import PinKind
from identity.factors.pinforms import PinForm
from identity.roles.permissions import require_role
from identity.roles.rules import Role

LEARNERS_PER_PAGE = 60
OPENED: dict[str, Promise] = {
    BEFORE: gettext_lazy("The test before the course is open. Learners find it on their own page."),
    AFTER: gettext_lazy("The test after the course is open. Learners find it on their own page."),
}


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD"])
def show_paired(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Both tests, who has finished, and what was gained; looking is written down."""
    now = timezone.now()
    found = class_of(request, cohort, now=now)
    overview = read_overview(found, by=_trainer(request), now=now)
    people = Paginator(overview.gain.people, LEARNERS_PER_PAGE)
    shown = {
        "cohort": found,
        "overview": overview,
        "page": people.get_page(request.GET.get("trang")),
    }
    return render(request, "courses/sittings/paired.html", shown)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD"])
def count(request: HttpRequest, cohort: UUID, sitting: UUID) -> JsonResponse:
    """How many have finished, and a mark that changes when the list does; nobody is named."""
    now = timezone.now()
    found = sitting_of(request, cohort, sitting, now=now)
    if found.is_check:
        return JsonResponse({"said": "", "mark": hall_mark(found)})
    finished = finished_papers([found])[found.pk]
    numbers = {"finished": finished, "total": max(finished, len(live_learners(found.cohort)))}
    said = _("%(finished)s of %(total)s have finished.") % numbers
    return JsonResponse({"said": said, "mark": ""})


@require_POST
@require_role(Role.TRAINER)
def open_paired(request: HttpRequest, cohort: UUID, moment: str) -> HttpResponse:
    """Open the test before or after, or open it again."""
    now = timezone.now()
    found = class_of(request, cohort, now=now)
    if moment not in PAIRED:
        raise Http404
    return _act(
        request,
        reverse("sittings:paired", args=[found.uuid]),
        lambda: opening.open_paired(cohort=found, moment=moment, by=_trainer(request), now=now),
        told=str(OPENED[moment]),
    )


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, cohort: UUID, sitting: UUID) -> HttpResponse:
    """Ask once more, then close a test or a check."""
    now = timezone.now()
    found = sitting_of(request, cohort, sitting, now=now)
    if request.method != "POST":
        hall = read_hall(found, by=_trainer(request), now=now) if found.is_check else None
        shown = {"cohort": found.cohort, "sitting": found, "hall": hall, "back": _home(found)}
        return render(request, "courses/sittings/close.html", shown)
    return _act(
        request,
        _home(found),
        lambda: opening.close(sitting=found, by=_trainer(request), now=now),
        told=_("It is closed. What was answered before counts."),
    )


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def open_check(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Her own PIN, then a supervised check with a fresh code."""
    now = timezone.now()
    found, trainer = class_of(request, cohort, now=now), _trainer(request)
    has_pin = pins.pin_kind(trainer) is PinKind.DIGITS
    form = PinForm(request.POST or None)
    if has_pin and form.is_bound and form.is_valid():
        try:
            pins.verify_pin(person=trainer, pin=form.cleaned_data["pin"], now=now)
            sitting = opening.open_check(cohort=found, by=trainer, now=now)
        except CodeRefused as refused:
            form.add_error("pin", str(refused.message))
        except SittingRefused as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("sittings:check", found.uuid, sitting.uuid)
    shown = {"cohort": found, "form": form, "has_pin": has_pin}
    status = 422 if form.errors else 200
    return render(request, "courses/sittings/check_open.html", shown, status=status)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD"])
def show_check(request: HttpRequest, cohort: UUID, sitting: UUID) -> HttpResponse:
    """The code, whoever needs something, and everybody's seat; looking is written down."""
    now = timezone.now()
    found = _check(request, cohort, sitting)
    hall = read_hall(found, by=_trainer(request), now=now)
    shown = {
        "cohort": found.cohort,
        "sitting": found,
        "hall": hall,
        "code": show_code(found.code),
        "page": Paginator(hall.rows, LEARNERS_PER_PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "courses/sittings/check.html", shown)


@require_POST
@require_role(Role.TRAINER)
def act_at_seat(request: HttpRequest, cohort: UUID, sitting: UUID, learner: UUID) -> HttpResponse:
    """Seat somebody, say who she is, or let her go on: field `act`."""
    now, trainer = timezone.now(), _trainer(request)
    found = _check(request, cohort, sitting)
    person = learner_in(found.cohort, learner)
    if person is None:
        raise Http404
    act = request.POST.get("act", "")
    if act == "seat":
        return _act(
            request,
            _home(found),
            lambda: supervising.seat_candidate(sitting=found, person=person, by=trainer, now=now),
            told=_("%(name)s sits now. Look who she is.") % {"name": person.name},
        )
    paper = paper_of(found, person)
    if paper is None:
        raise Http404
    if act == "resume":
        return _act(
            request,
            _home(found),
            lambda: supervising.allow_resume(paper=paper, by=trainer, now=now),
            told=_("%(name)s may go on.") % {"name": person.name},
        )
    return _act(
        request,
        _home(found),
        lambda: supervising.identify(paper=paper, known_by=act, by=trainer, now=now),
        told=_("%(name)s may begin.") % {"name": person.name},
    )


@require_POST
@require_role(Role.TRAINER)
def act_on_item(request: HttpRequest, cohort: UUID, sitting: UUID) -> HttpResponse:
    """Report a question, leave it in, or have it replaced: fields `item` and `act`.

    A form without a known act does nothing: what is taken out does not come back.
    """
    now, trainer = timezone.now(), _trainer(request)
    found = _check(request, cohort, sitting)
    item, act = _item(request), request.POST.get("act", "")
    if act == "keep":
        return _act(
            request,
            _home(found),
            lambda: mending.keep_item(sitting=found, item=item, by=trainer, now=now),
            told=_("The question stays."),
        )
    if act in REPORT_REASONS:
        return _act(
            request,
            _home(found),
            lambda: mending.report_item(sitting=found, item=item, reason=act, by=trainer, now=now),
            told=_("The question is marked. Decide below."),
        )
    if act == "withdraw":
        return _act(
            request,
            _home(found),
            lambda: mending.withdraw_item(sitting=found, item=item, by=trainer, now=now),
            told=_("The question is out. It costs nobody anything."),
        )
    return redirect(_home(found))


def _act(request: HttpRequest, home: str, act: Callable[[], object], *, told: str) -> HttpResponse:
    """Do it and say so, or say why not; either way back to where it stands."""
    try:
        act()
    except SittingRefused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, told)
    return redirect(home)


def _check(request: HttpRequest, cohort: UUID, sitting: UUID) -> Sitting:
    found = sitting_of(request, cohort, sitting, now=timezone.now())
    if not found.is_check:
        raise Http404
    return found


def _home(sitting: Sitting) -> str:
    cohort: Cohort = sitting.cohort
    if sitting.is_check:
        return reverse("sittings:check", args=[cohort.uuid, sitting.uuid])
    return reverse("sittings:paired", args=[cohort.uuid])


def _item(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("item", ""))
    except ValueError:
        raise Http404 from None


def _trainer(request: HttpRequest) -> Person:
    return cast("Person", request.user)
