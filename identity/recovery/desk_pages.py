"""`/quan-tri/mo-lai-tai-khoan/`: staff find a person of the commune and confirm her face to face."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity import keys
from identity.accounts.contacts import Contact, ContactRefused, read_contact
from identity.accounts.models import Person
from identity.accounts.queries import commune_of, kept_of, person_by_uuid
from identity.audit import actions as audit
from identity.factors import desk
from identity.factors.models import Paper
from identity.recovery.desk import NotConfirmable, can_confirm, confirm_at_desk, people_here
from identity.recovery.refusals import ChildHasNone
from identity.roles.permissions import require_role
from identity.roles.rules import Role
from identity.security.refusals import Frozen

if TYPE_CHECKING:
    from identity.communes.models import Commune

ON_A_PAGE = 20
PURPOSE = ASKED_KEY = "desk.looked_for"
FIELDS = ("name", "birth_year", "commune")


class LookUpForm(forms.Form):
    """A name and a year of birth: together they find few people."""

    name = forms.CharField(
        label=_("Name, or part of it"),
        help_text=_("With or without tone marks."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_year = forms.CharField(
        label=_("Year of birth"),
        help_text=_("4 digits, for example 1958."),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_name(self) -> str:
        """At least one word."""
        name: str = self.cleaned_data["name"]
        if not name:
            raise ValidationError(gettext("Enter the name or a part of it."))
        return name

    def clean_birth_year(self) -> int:
        """A year in four digits."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["birth_year"])
        if not (typed.isascii() and typed.isdigit() and len(typed) == len("1958")):
            raise ValidationError(gettext("The year of birth has 4 digits, for example 1958."))
        return int(typed)


class ConfirmForm(forms.Form):
    """Which paper was seen, and the new number or e-mail if the old one is gone."""

    paper = forms.ChoiceField(
        label=_("Which paper did you see?"),
        choices=Paper.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    contact = forms.CharField(
        label=_("New mobile number or e-mail address"),
        help_text=_("Only if the old number is gone. Leave it empty if the number is the same."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    seen = forms.BooleanField(
        label=_("The person stands before me, and the name and the picture on the paper are hers"),
        required=False,
    )

    def clean_paper(self) -> Paper:
        """One of them."""
        if not self.cleaned_data["paper"]:
            raise ValidationError(gettext("Choose the paper you saw."))
        return Paper(self.cleaned_data["paper"])

    def clean_contact(self) -> Contact | None:
        """The new address in its one spelling, or none."""
        typed = self.cleaned_data["contact"]
        if not typed:
            return None
        try:
            return read_contact(typed)
        except ContactRefused as refused:
            raise ValidationError(refused.message, code=refused.code) from None

    def clean_seen(self) -> bool:
        """Without having seen her nobody confirms."""
        if not self.cleaned_data["seen"]:
            raise ValidationError(gettext("Tick this only when the person stands before you."))
        return True


@never_cache
@require_role(Role.TRAINER, Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Find a person of the own commune who is in no class; every look is written down.

    What is looked for stands sealed in the session, never in an address.
    """
    by = _me(request)
    if request.method != "POST":
        return _results(request, by, _looked_for(request, by), timezone.now())
    form = LookUpForm(request.POST)
    if not form.is_valid():
        return render(request, "identity/recovery/desk_look_up.html", {"form": form})
    asked = json.dumps(form.cleaned_data)
    request.session[ASKED_KEY] = keys.seal(asked, purpose=PURPOSE, context=str(by.uuid))
    return HttpResponseRedirect(reverse("recovery:desk"))


@never_cache
@require_role(Role.TRAINER, Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, person: UUID) -> HttpResponseBase:
    """Say which paper was seen; then her next code opens her account."""
    now, by = timezone.now(), _me(request)
    found = _found(person, by, now)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, found, form, now)
    try:
        confirm_at_desk(
            person=found,
            contact=form.cleaned_data["contact"],
            paper=form.cleaned_data["paper"],
            by=by,
            now=now,
        )
    except (ChildHasNone, Frozen, NotConfirmable) as refused:
        form.add_error(None, str(refused.message))
        return _page(request, found, form, now)
    said = gettext("Confirmed. Within 15 minutes %(name)s signs in with a code on her own phone.")
    messages.success(request, said % {"name": found.name})
    return HttpResponseRedirect(reverse("recovery:desk_confirm", args=[found.uuid]))


def _results(
    request: HttpRequest, by: Person, asked: dict[str, Any] | None, now: dt.datetime
) -> HttpResponse:
    """The people found, written down before they are shown; or an empty form."""
    context: dict[str, Any] = {"form": LookUpForm(initial=asked)}
    if asked is not None:
        found = people_here(by, name=asked["name"], birth_year=asked["birth_year"], now=now)
        page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
        audit.record(
            act="desk.people.seen",
            by=by,
            subjects=[person.pk for person in page],
            detail={"page": page.number},
            fields=FIELDS,
            reason="help",
            now=now,
        )
        context |= {"page": page, "is_searched": True}
    return render(request, "identity/recovery/desk_look_up.html", context)


def _looked_for(request: HttpRequest, by: Person) -> dict[str, Any] | None:
    """What was asked last in this session."""
    sealed = request.session.get(ASKED_KEY)
    if sealed is None:
        return None
    try:
        opened = keys.unseal(sealed, purpose=PURPOSE, context=str(by.uuid))
    except keys.Unsealable:
        return None
    asked: dict[str, Any] = json.loads(opened)
    return asked


def _page(request: HttpRequest, person: Person, form: forms.Form, now: dt.datetime) -> HttpResponse:
    commune: Commune | None = commune_of(person)
    audit.record(
        act="desk.person.seen",
        by=_me(request),
        subjects=[person.pk],
        commune=commune.code if commune else None,
        fields=FIELDS,
        reason="help",
        now=now,
    )
    waiting = desk.newest_of(person, now=now)
    context: dict[str, Any] = {
        "form": form,
        "person": person,
        "commune": commune,
        "waiting": waiting,
        "digits": desk.digits_of(waiting) if waiting else "",
    }
    return render(request, "identity/recovery/desk_confirm.html", context)


def _found(uuid: UUID, by: Person, now: dt.datetime) -> Person:
    """A person this member of staff may confirm; everybody else is not there."""
    person = person_by_uuid(uuid)
    if person is None or not can_confirm(by, kept := kept_of(person), now=now):
        raise Http404
    return kept


def _me(request: HttpRequest) -> Person:
    return cast("Person", request.user)
