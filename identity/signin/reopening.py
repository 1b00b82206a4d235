"""`/quan-tri/mo-lai-ma/`: a trainer, a manager or an administrator opens a closed sign-in by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.accounts.contacts import Contact, ContactRefused, read_contact
from identity.accounts.models import Person
from identity.accounts.queries import communes_of, live_holders
from identity.audit import actions as audit
from identity.codes import actions as codes
from identity.factors import actions as factors
from identity.factors import pins
from identity.roles.permissions import communes_as, has_any_role, has_role, require_role
from identity.roles.rules import Role


class ReopenForm(forms.Form):
    """Whose sign-in is to be opened."""

    contact = forms.CharField(
        label=_("The person's mobile number or e-mail address"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, by: Person, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.now = by, now
        self.looked_up: Contact | None = None

    @property
    def refused_contact(self) -> Contact | None:
        """What was looked up in vain: an address that is unknown or not of this person's commune."""
        return self.looked_up if self.has_error("contact", "not_yours") else None

    def clean_contact(self) -> Contact:
        """An address this member of staff may open."""
        try:
            contact = self.looked_up = read_contact(self.cleaned_data["contact"])
        except ContactRefused as refused:
            raise ValidationError(refused.message, code=refused.code) from None
        if not may_reopen(self.by, contact, now=self.now):
            raise ValidationError(
                gettext("No citizen of your commune has this number or e-mail."), code="not_yours"
            )
        return contact


def may_reopen(by: Person, contact: Contact, *, now: dt.datetime) -> bool:
    """An administrator opens any address; trainers and managers those of their commune's citizens.

    Of a shared address one citizen of the commune is enough. An unknown address and one of another
    commune are refused alike, so that nobody learns from it.
    """
    if has_role(by, Role.ADMIN, now=now):
        return True
    people = [holding.person for holding in live_holders(contact)]
    if by in people:
        return False
    his = communes_as(by, Role.TRAINER, now) | communes_as(by, Role.MANAGER, now)
    homes = communes_of(person.pk for person in people)
    return any(commune.pk in his for commune in homes.values())


@never_cache
@require_role(Role.TRAINER, Role.MANAGER, Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest) -> HttpResponse:
    """Ask for the address, then open its budget of tries; written down by the code engine."""
    now = timezone.now()
    by = cast("Person", request.user)
    form = ReopenForm(request.POST if request.method == "POST" else None, by=by, now=now)
    if not form.is_bound or not form.is_valid():
        _write_down_refusal(form)
        context = {
            "form": form,
            "may_lift": has_any_role(by, {Role.MANAGER, Role.ADMIN}, now),
            "may_confirm": has_any_role(by, {Role.TRAINER, Role.MANAGER}, now),
        }
        return render(request, "identity/signin/reopen.html", context)
    if _open_again(form.cleaned_data["contact"], by=by, now=now):
        messages.success(
            request, gettext("Sign-in is open again. The person can ask for a new code.")
        )
    else:
        messages.info(
            request, gettext("Sign-in was not closed. The person can ask for a new code.")
        )
    return HttpResponseRedirect(reverse("signin:reopen"))


def _write_down_refusal(form: ReopenForm) -> None:
    """Whoever probes addresses leaves an entry for each, about the people it belongs to if there are any."""
    if form.refused_contact is None:
        return
    held = live_holders(form.refused_contact)
    audit.record(
        act="codes.look_up_refused",
        by=form.by,
        subjects=[holding.person_id for holding in held],
        now=form.now,
    )


def _open_again(contact: Contact, *, by: Person, now: dt.datetime) -> bool:
    """Whether something was closed. Tries of an authenticator are an administrator's to open.

    A shared address does not say whose PIN is meant: that is opened where the person is named.
    """
    opened = [codes.reopen_budget(contact=contact, by=by, now=now)]
    people = [holding.person for holding in live_holders(contact)]
    if len(people) == 1:
        opened.append(pins.reopen_pin(person=people[0], by=by, now=now))
        if has_role(by, Role.ADMIN, now=now):
            opened.append(factors.reopen_tries(person=people[0], by=by, now=now))
    return any(opened)
