"""Cards as a PDF: one learner's, or those of a class that the trainer ticks.

The file is set while she waits, goes to her alone and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.classes.models import Cohort
from courses.classes.permissions import can_run, cohort_looked_after, live_learners
from courses.desks.learners import kept_seat
from identity.accounts.models import Person
from identity.accounts.queries import people_with_contact
from identity.audit import actions as audit
from identity.factors import cards
from identity.factors.cardqueries import kept_by, live_cards
from identity.factors.cards import CardRefused
from identity.factors.cardsecrets import CardFace
from identity.factors.models import Card
from identity.factors.printing import cards_pdf
from identity.roles.permissions import require_role, staff_among
from identity.roles.rules import Role
from identity.security.refusals import Frozen

# two on a page: thirty sheets of paper, and about a second of setting
CARDS_PER_PAGE = 60


@dataclass(frozen=True)
class Line:
    """One learner of the list: her card if she has one, and whether she signs in without it."""

    learner: Person
    card: Card | None
    has_contact: bool

    @property
    def is_ticked(self) -> bool:
        """Whoever needs a card and never had it printed."""
        return not self.has_contact and (self.card is None or self.card.printed_at is None)


@require_POST
@require_role(Role.TRAINER, Role.MANAGER)
def print_one(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """The card of one learner; a first one is made where she has none."""
    seat = kept_seat(request, cohort, learner, now=timezone.now())
    back = reverse("desks:learner", args=[cohort, learner])
    return _pdf(request, [seat.learner], back=back)


@never_cache
@require_role(Role.TRAINER, Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def print_class(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """The learners whose cards this trainer may print; a POST prints those that are ticked."""
    now, trainer = timezone.now(), cast("Person", request.user)
    found = cohort_looked_after(trainer, cohort, now=now)
    if found is None:
        raise Http404
    people = _printable(found, trainer, now=now)
    if request.method == "POST":
        ticked = set(request.POST.getlist("learner"))
        chosen = [person for person in people if str(person.uuid) in ticked][:CARDS_PER_PAGE]
        back = reverse("desks:class_cards", args=[cohort])
        if chosen:
            return _pdf(request, chosen, back=back)
        messages.error(request, _("Tick at least one person."))
        return redirect(back)
    page = Paginator(people, CARDS_PER_PAGE).get_page(request.GET.get("trang"))
    _record_look(list(page), found, by=trainer, now=now)
    shown = {
        "cohort": found,
        "page": page,
        "lines": _lines(list(page)),
        "is_taught": can_run(trainer, found, now=now),
    }
    return render(request, "courses/desks/class_cards.html", shown)


def _record_look(people: Sequence[Person], cohort: Cohort, *, by: Person, now: datetime) -> None:
    """Names and cards of these people are about to be shown."""
    audit.record(
        act="class.cards.seen",
        by=by,
        subjects=[person.pk for person in people],
        commune=cohort.programme.commune.code,
        fields=("name", "card"),
        reason="teaches_class",
        detail={"class": str(cohort.uuid)},
        now=now,
    )


def _printable(cohort: Cohort, trainer: Person, *, now: datetime) -> list[Person]:
    """Those of the class who live in the trainer's commune and hold no role."""
    people = live_learners(cohort)
    kept = kept_by(trainer, people, now=now) - staff_among(people, now=now)
    return [person for person in people if person.pk in kept]


def _lines(people: Sequence[Person]) -> list[Line]:
    live, reached = live_cards(people), people_with_contact(people)
    return [
        Line(person, live.get(person.pk), has_contact=person.pk in reached) for person in people
    ]


def _pdf(request: HttpRequest, people: Sequence[Person], *, back: str) -> HttpResponse:
    try:
        faces = cards.print_cards(
            people=people, by=cast("Person", request.user), now=timezone.now()
        )
    except (CardRefused, Frozen) as refused:
        messages.error(request, str(refused.message))
        return redirect(back)
    return _file(faces)


def _file(faces: Sequence[CardFace]) -> HttpResponse:
    """Shown or saved by the trainer's browser; no cache on the way keeps it."""
    door = settings.SITE_URL + reverse("signin:card")
    response = HttpResponse(cards_pdf(faces, door=door), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="the-dang-nhap.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response
