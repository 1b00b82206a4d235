"""`/lop/<class>/hoc-vien/<person>/`: what a trainer can do for one learner who is standing there.

Each thing is a section with its own template; the card and the PIN are those of identity/factors.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.classes.models import Cohort
from courses.classes.permissions import can_run, cohort_looked_after, learner_in
from identity.accounts.models import Person
from identity.accounts.queries import guardianship_of
from identity.audit import actions as audit
from identity.factors import cards, pins
from identity.factors.cardqueries import cards_of, kept_by
from identity.factors.cards import CardRefused
from identity.factors.models import Card, CardEnd, Pin
from identity.roles.permissions import is_staff, require_role
from identity.roles.rules import Role
from identity.security.refusals import Frozen


@dataclass(frozen=True)
class Seat:
    """One learner of one class, as the trainer or manager who asks may see her.

    `is_kept`: her card and her PIN are in these hands, because she lives in his commune and holds no
    role. `is_taught`: he trains there, so the board is his too.
    """

    cohort: Cohort
    learner: Person
    trainer: Person
    is_kept: bool
    is_taught: bool


def seat_of(request: HttpRequest, cohort: UUID, learner: UUID, *, now: dt.datetime) -> Seat:
    """The learner's seat; 404 for a class of another commune and for who is not in the class."""
    trainer = cast("Person", request.user)
    found = cohort_looked_after(trainer, cohort, now=now)
    person = learner_in(found, learner) if found else None
    if found is None or person is None:
        raise Http404
    is_kept = bool(kept_by(trainer, [person], now=now)) and not is_staff(person, now)
    is_taught = can_run(trainer, found, now=now)
    return Seat(found, person, trainer, is_kept=is_kept, is_taught=is_taught)


def kept_seat(request: HttpRequest, cohort: UUID, learner: UUID, *, now: dt.datetime) -> Seat:
    """The same for acts on cards and PINs: 404 where they are in other hands."""
    seat = seat_of(request, cohort, learner, now=now)
    if not seat.is_kept:
        raise Http404
    return seat


@dataclass(frozen=True)
class CardState:
    """Where a learner stands on the way to her card, and which step comes next."""

    card: Card | None
    earlier: tuple[Card, ...]
    pin: Pin | None

    @classmethod
    def of(cls, person: Person) -> CardState:
        """Her cards and her PIN as they are now."""
        every = cards_of(person)
        live = next((card for card in every if card.voided_at is None), None)
        ended = tuple(card for card in every if card.voided_at is not None)
        return cls(live, ended, pins.pin_of(person))

    @property
    def next_step(self) -> str:
        """`card`, `pin`, `print`, or nothing when she has all three."""
        if self.card is None:
            return "card"
        if self.pin is None:
            return "pin"
        return "" if self.card.printed_at else "print"


class VoidForm(forms.Form):
    """Why a card is made void."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        choices=[(end.value, end.label) for end in (CardEnd.LOST, CardEnd.NOT_WANTED)],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say why the card is made void.")},
    )


@never_cache
@require_role(Role.TRAINER, Role.MANAGER)
@require_http_methods(["GET", "HEAD"])
def show_learner(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Everything that can be done for her here; the look is written down first."""
    now = timezone.now()
    seat = seat_of(request, cohort, learner, now=now)
    record_look(seat, now=now)
    shown = {
        "seat": seat,
        "cohort": seat.cohort,
        "learner": seat.learner,
        "guardianship": guardianship_of(seat.learner.pk),
    }
    if seat.is_kept:
        state = CardState.of(seat.learner)
        shown |= {"state": state, "is_closed": pins.is_closed(seat.learner, now=now)}
    return render(request, "courses/desks/learner.html", shown)


@require_POST
@require_role(Role.TRAINER, Role.MANAGER)
def issue_card(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """A first card."""
    now = timezone.now()
    seat = kept_seat(request, cohort, learner, now=now)
    return _act(
        request,
        seat,
        lambda: cards.issue_card(person=seat.learner, by=seat.trainer, now=now),
        told=_("The card is made."),
    )


@never_cache
@require_role(Role.TRAINER, Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def replace_card(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Ask once more, then give a new card in place of the old one."""
    now = timezone.now()
    seat = kept_seat(request, cohort, learner, now=now)
    if request.method != "POST":
        return _page(request, seat, "courses/desks/learner_card_replace.html")
    return _act(
        request,
        seat,
        lambda: cards.issue_card(person=seat.learner, by=seat.trainer, now=now),
        told=_("The new card is made. The old one no longer works."),
    )


@never_cache
@require_role(Role.TRAINER, Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def void_card(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Ask why, then make the card void."""
    now = timezone.now()
    seat = kept_seat(request, cohort, learner, now=now)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, seat, "courses/desks/learner_card_void.html", form=form)
    reason = CardEnd(form.cleaned_data["reason"])
    return _act(
        request,
        seat,
        lambda: cards.void_card(person=seat.learner, reason=reason, by=seat.trainer, now=now),
        told=_("The card no longer works."),
    )


@require_POST
@require_role(Role.TRAINER, Role.MANAGER)
def reopen_pin(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Open the tries again for somebody who remembers her PIN after all."""
    now = timezone.now()
    seat = kept_seat(request, cohort, learner, now=now)
    return _act(
        request,
        seat,
        lambda: pins.reopen_pin(person=seat.learner, by=seat.trainer, now=now),
        told=_("The PIN can be tried again."),
    )


def _act(request: HttpRequest, seat: Seat, act: Callable[[], object], *, told: str) -> HttpResponse:
    """Do it and say so, or say why not; either way back to her page."""
    try:
        act()
    except (CardRefused, Frozen) as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, told)
    return redirect("desks:learner", cohort=seat.cohort.uuid, learner=seat.learner.uuid)


def _page(
    request: HttpRequest, seat: Seat, template: str, *, form: forms.Form | None = None
) -> HttpResponse:
    record_look(seat, now=timezone.now())
    shown = {"seat": seat, "cohort": seat.cohort, "learner": seat.learner, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, template, shown, status=status)


def record_look(seat: Seat, *, now: dt.datetime) -> None:
    """A page about her is about to be shown."""
    audit.record(
        act="class.learner.seen",
        by=seat.trainer,
        subjects=[seat.learner.pk],
        commune=seat.cohort.programme.commune.code,
        fields=("name", "card"),
        reason="teaches_class",
        detail={"class": str(seat.cohort.uuid)},
        now=now,
    )
