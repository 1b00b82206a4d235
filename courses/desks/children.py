"""`/lop/<class>/tre-em/`: a child of 7 to 15 joins the class with her guardian, at the trainer's device."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.classes import children
from courses.classes.children import Answering, ChildRefused
from courses.classes.models import Cohort
from courses.classes.permissions import cohort_for, learner_in
from courses.classes.refusals import ClassRefused
from identity.accounts.actions import AlreadyHeld
from identity.accounts.guardians import GuardianRefused
from identity.accounts.models import Guardianship, Person, Relation
from identity.accounts.queries import guardianship_of
from identity.codes.models import Purpose
from identity.consent.models import ConsentText
from identity.consent.queries import current_text
from identity.consent.rules import ACCOUNT, CHILD
from identity.recovery import codesteps
from identity.recovery.codesteps import Flow, Step
from identity.recovery.request_forms import ContactField
from identity.roles.permissions import require_role
from identity.roles.rules import Role
from identity.signin.forms import NameField, Profile, ProfileForm, clean_name
from identity.signin.rules import AgeGroup, age_group


class ChildForm(ProfileForm):
    """The child, her guardian and what they are to each other, told by both to the trainer."""

    guardian_name = NameField()
    relation = forms.ChoiceField(
        label=_("What is the guardian to the child?"),
        choices=Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the guardian is to the child.")},
    )
    contact = ContactField(
        _("The guardian's mobile number or e-mail address"),
        _("We send a code there, which the guardian reads to you. All messages go there too."),
    )

    field_order = ["name", "birth_year", "guardian_name", "relation", "contact", "consent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("The child's full name")
        self.fields["birth_year"].label = _("The child's year of birth")
        self.fields["guardian_name"].label = _("The guardian's full name")
        self.fields["consent"].label = _("I read this text to both, and the guardian agrees")
        for name in ("name", "birth_year", "guardian_name"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def is_commune_asked(self) -> bool:
        """Her commune is the class's."""
        return False

    def clean_guardian_name(self) -> str:
        """The name, or what to repair."""
        return clean_name(self.cleaned_data["guardian_name"])

    def clean_birth_year(self) -> int:
        """A year of a child of 7 to 15."""
        year = super().clean_birth_year()
        group = age_group(year, this_year=self.this_year)
        if group is AgeGroup.TOO_YOUNG:
            raise ValidationError(gettext("Bến Số is for people from 7 years on."))
        if group is AgeGroup.ALONE:
            raise ValidationError(
                gettext(
                    "Whoever is 16 or older needs no guardian. Let her join with the class code."
                )
            )
        return year

    def clean_consent(self) -> bool:
        """Nobody agrees by silence."""
        if not self.cleaned_data["consent"]:
            raise ValidationError(
                gettext("Read the text aloud. If the guardian agrees, tick the box.")
            )
        return True

    @property
    def said(self) -> dict[str, str]:
        """What travels, sealed, until the code is back."""
        said = self.cleaned_data
        kept = ("name", "birth_year", "guardian_name", "relation")
        return {name: str(said[name]) for name in kept}


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def admit_child(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Child, guardian and consent; then the code goes to the guardian."""
    now = timezone.now()
    found = _class(request, cohort, now=now)
    form = ChildForm(request.POST or None, this_year=timezone.localdate(now).year)
    if request.method == "POST" and form.is_valid():
        contact = form.cleaned_data["contact"]
        return codesteps.send(_flow(found), request, contact=contact, said=form.said, now=now)
    shown = {"cohort": found, "form": form, "consent": _text(CHILD)}
    status = 422 if form.errors else 200
    return render(request, "courses/desks/child.html", shown, status=status)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest, cohort: UUID) -> HttpResponseBase:
    """The code the guardian reads aloud; then the account is opened and the child is in the class."""
    now = timezone.now()
    found = _class(request, cohort, now=now)
    return codesteps.answer(
        _flow(found), request, now=now, onward=lambda step: _admit(request, found, step, now)
    )


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, cohort: UUID, learner: UUID) -> HttpResponse:
    """Who is 16 by now agrees for herself and keeps her account from then on."""
    now = timezone.now()
    found = _class(request, cohort, now=now)
    guardianship = _guardianship(found, learner)
    text = _text(ACCOUNT)
    if request.method != "POST":
        shown = {"cohort": found, "learner": guardianship.child, "consent": text}
        return render(request, "courses/desks/child_hand_over.html", shown)
    try:
        children.hand_over(guardianship=guardianship, text=text, by=_trainer(request), now=now)
    except GuardianRefused as refused:
        messages.error(request, str(refused.message))
    else:
        told = gettext("%(name)s keeps the account without a guardian from now on.")
        messages.success(request, told % {"name": guardianship.child.name})
    return redirect("desks:learner", cohort=found.uuid, learner=learner)


def _admit(request: HttpRequest, cohort: Cohort, step: Step, now: dt.datetime) -> HttpResponse:
    codesteps.drop(_flow(cohort), request.session)
    said = step.said
    child = Profile(said["name"], int(said["birth_year"]), cohort.programme.commune)
    answering = Answering(said["guardian_name"], said["relation"], step.contact)
    try:
        person = children.admit_child(
            cohort=cohort,
            child=child,
            answering=answering,
            text=_text(CHILD),
            by=_trainer(request),
            now=now,
        )
    except (ChildRefused, GuardianRefused, ClassRefused, AlreadyHeld) as refused:
        messages.error(request, str(refused.message))
        return HttpResponseRedirect(reverse("desks:child", args=[cohort.uuid]))
    told = gettext("%(name)s has an account and is in the class. Now choose how she signs in.")
    messages.success(request, told % {"name": person.name})
    return redirect("desks:learner", cohort=cohort.uuid, learner=person.uuid)


def _guardianship(cohort: Cohort, learner: UUID) -> Guardianship:
    child = learner_in(cohort, learner)
    guardianship = guardianship_of(child.pk) if child else None
    if guardianship is None:
        raise Http404
    return guardianship


def _flow(cohort: Cohort) -> Flow:
    return Flow(
        purpose=Purpose.GUARDIAN,
        start_url=reverse("desks:child", args=[cohort.uuid]),
        code_url=reverse("desks:child_code", args=[cohort.uuid]),
        is_staffs=True,
    )


def _text(purpose: str) -> ConsentText:
    return current_text(purpose, language=get_language() or "vi")


def _class(request: HttpRequest, uuid: UUID, *, now: dt.datetime) -> Cohort:
    found = cohort_for(_trainer(request), uuid, now=now)
    if found is None or found.closed_at is not None:
        raise Http404
    return found


def _trainer(request: HttpRequest) -> Person:
    return cast("Person", request.user)
