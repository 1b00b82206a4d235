"""`/lop/<class>/nguoi-moi/`: a trainer opens an account for somebody without phone and e-mail."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.classes import actions as cohorts
from courses.classes.models import Cohort
from courses.classes.permissions import cohort_for
from courses.classes.queries import Namesake, namesakes
from courses.classes.refusals import ClassRefused
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.consent.models import ConsentText
from identity.consent.queries import current_text
from identity.consent.rules import ACCOUNT
from identity.roles.permissions import require_role
from identity.roles.rules import Role
from identity.signin.forms import Profile, ProfileForm
from identity.signin.rules import AgeGroup, age_group


class NewcomerForm(ProfileForm):
    """Name and year of birth of somebody who sits beside the trainer; the commune is the class's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Full name")
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["birth_year"].widget.attrs["autocomplete"] = "off"
        self.fields["consent"].label = _("I read this text to the person, and the person agrees")

    def is_commune_asked(self) -> bool:
        """Her commune is the class's."""
        return False

    def clean_consent(self) -> bool:
        """Nobody agrees by silence, and nobody for somebody else."""
        if not self.cleaned_data["consent"]:
            raise ValidationError(
                gettext("Read the text aloud. If the person agrees, tick the box.")
            )
        return True

    def profile_in(self, cohort: Cohort) -> Profile:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        commune = cohort.programme.commune
        return Profile(name=said["name"], birth_year=said["birth_year"], commune=commune)


@never_cache
@require_role(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def admit(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Name, year of birth, consent; a namesake of the same year is shown before a second account is made."""
    now = timezone.now()
    by = cast("Person", request.user)
    found = cohort_for(by, cohort, now=now)
    if found is None or found.closed_at is not None:
        raise Http404
    text = current_text(ACCOUNT, language=get_language() or "vi")
    sent = request.POST if request.method == "POST" else None
    form = NewcomerForm(sent, this_year=timezone.localdate(now).year)
    if request.method != "POST" or not form.is_valid() or _child(form, now=now):
        return _page(request, found, form, text, now=now)
    profile = form.profile_in(found)
    is_another = "another" in request.POST
    alike = [] if is_another else _namesakes(profile, found, by=by, now=now)
    if alike:
        return _page(request, found, form, text, now=now, alike=alike)
    return _open(request, found, profile, text, is_another=is_another, by=by, now=now)


def _open(
    request: HttpRequest,
    cohort: Cohort,
    profile: Profile,
    text: ConsentText,
    *,
    is_another: bool,
    by: Person,
    now: dt.datetime,
) -> HttpResponse:
    try:
        person = cohorts.admit_newcomer(
            cohort=cohort, profile=profile, text=text, is_another=is_another, by=by, now=now
        )
    except ClassRefused as refused:
        messages.error(request, str(refused.message))
        return redirect("desks:board", cohort=cohort.uuid)
    told = gettext("%(name)s has an account and is in the class.")
    messages.success(request, told % {"name": person.name})
    return redirect("desks:learner", cohort=cohort.uuid, learner=person.uuid)


def _page(
    request: HttpRequest,
    cohort: Cohort,
    form: NewcomerForm,
    text: ConsentText,
    *,
    now: dt.datetime,
    alike: list[Namesake] | None = None,
) -> HttpResponse:
    shown = {
        "cohort": cohort,
        "form": form,
        "consent": text,
        "child": _child(form, now=now),
        "alike": alike,
    }
    status = 422 if form.errors else 200
    return render(request, "courses/desks/newcomer.html", shown, status=status)


def _child(form: NewcomerForm, *, now: dt.datetime) -> AgeGroup | None:
    """The group of somebody too young for an account of her own, once a year was given."""
    year = getattr(form, "cleaned_data", {}).get("birth_year")
    group = age_group(year, this_year=timezone.localdate(now).year) if year else AgeGroup.ALONE
    return None if group is AgeGroup.ALONE else group


def _namesakes(profile: Profile, cohort: Cohort, *, by: Person, now: dt.datetime) -> list[Namesake]:
    """Who lives here with this name and year; written down before they are shown."""
    alike = namesakes(
        name=profile.name, birth_year=profile.birth_year, commune_id=profile.commune.pk
    )
    if alike:
        audit.record(
            act="class.namesakes.seen",
            by=by,
            subjects=[each.person.pk for each in alike],
            commune=profile.commune.code,
            fields=("name", "birth_year"),
            reason="admits_newcomer",
            detail={"class": str(cohort.uuid)},
            now=now,
        )
    return alike
