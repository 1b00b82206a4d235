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
from identity.accounts.queries import commune_of, holder_of
from identity.audit import actions as audit
from identity.codes import actions as codes
from identity.factors import actions as factors
from identity.roles.permissions import has_any_role, has_role, require_role
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

    An unknown address and one of another commune are refused alike, so that nobody learns from it.
    """
    if has_role(by, Role.ADMIN, now=now):
        return True
    holder = holder_of(contact)
    commune = commune_of(holder) if holder else None
    if commune is None or holder == by:
        return False
    return any(
        has_role(by, role, commune=commune, now=now) for role in (Role.TRAINER, Role.MANAGER)
    )


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
        may_lift = has_any_role(by, {Role.MANAGER, Role.ADMIN}, now)
        return render(request, "identity/signin/reopen.html", {"form": form, "may_lift": may_lift})
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
    """Whoever probes addresses leaves an entry for each, about the person it belongs to if there is one."""
    if form.refused_contact is None:
        return
    holder = holder_of(form.refused_contact)
    audit.record(
        act="codes.look_up_refused",
        by=form.by,
        subjects=[holder.pk] if holder else [],
        now=form.now,
    )


def _open_again(contact: Contact, *, by: Person, now: dt.datetime) -> bool:
    """Whether something was closed. Tries of an authenticator are an administrator's to open."""
    was_closed = codes.reopen_budget(contact=contact, by=by, now=now)
    holder = holder_of(contact)
    if holder is None or not has_role(by, Role.ADMIN, now=now):
        return was_closed
    return factors.reopen_tries(person=holder, by=by, now=now) or was_closed
