"""The form by which an administrator gives a role."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from identity.accounts.contacts import ContactRefused, read_contact
from identity.accounts.models import Person
from identity.accounts.queries import SharedContact, holder_of
from identity.communes.forms import CommuneChoice
from identity.roles.models import Role as Wording
from identity.roles.rules import APPOINTS, LATEST_DAY, Role, needs_commune

NOT_A_DAY = _("Enter a day like 31/12/2027, or leave it empty.")


def clean_holder(typed: str) -> Person:
    """The person who holds the address that was typed, or what to do instead."""
    try:
        holder = holder_of(read_contact(typed))
    except (ContactRefused, SharedContact) as refused:
        raise ValidationError(refused.message, code=refused.code) from None
    if holder is None:
        raise ValidationError(
            gettext(
                "Nobody has an account with this number or e-mail yet. Ask the person to sign in to"
                " Bến Số once, then give the role."
            ),
            code="no_account",
        )
    return holder


class AppointForm(CommuneChoice):
    """Who gets which role, where, and until when."""

    contact = forms.CharField(
        label=_("The person's mobile number or e-mail address"),
        help_text=_("The person must have signed in to Bến Số once."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (role.value, Wording(role).label) for role in Role if role in APPOINTS[Role.ADMIN]
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose a role.")},
    )
    until_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Leave it empty if the role has no end. For example 31/12/2027."),
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={"invalid": NOT_A_DAY},
        validators=[MaxValueValidator(LATEST_DAY, NOT_A_DAY)],
    )

    field_order = ["contact", "role", "commune_search", "commune", "until_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune_search"].label = _("Commune (for a commune manager only)")

    def is_commune_asked(self) -> bool:
        """Only some roles are for one commune."""
        role: str = self.cleaned_data.get("role", "")
        return bool(role) and needs_commune(Role(role))

    def clean_contact(self) -> Person:
        """The person herself."""
        return clean_holder(self.cleaned_data["contact"])

    @property
    def until(self) -> dt.datetime | None:
        """The end of the last day, where one was given."""
        last_day = self.cleaned_data["until_on"]
        if last_day is None:
            return None
        midnight = dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time())
        return timezone.make_aware(midnight)
