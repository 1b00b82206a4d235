"""Forms of the desk of certificates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.certificates.rules import REVOKING
from courses.certificates.wording import REASONS
from courses.classes.models import Cohort
from identity.accounts.names import NameRefused, read_name

EVERYBODY = ""


class CertificateSearchForm(forms.Form):
    """A name or a code."""

    tim = forms.CharField(label=_("Name or code"), required=False, max_length=120)


class RunForm(forms.Form):
    """For whom certificates are issued: the whole commune, or one of its classes.

    A page of the classes is offered; any class of the commune is taken, because one may have moved
    to another page meanwhile.
    """

    whom = forms.ModelChoiceField(
        queryset=Cohort.objects.none(),
        to_field_name="uuid",
        label=_("For whom"),
        required=False,
        help_text=_("Only who has finished the course and passed its check gets one."),
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: object, cohorts: QuerySet[Cohort], shown: Iterable[Cohort], **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["whom"].queryset = cohorts  # type: ignore[attr-defined]
        named = [(str(each.uuid), f"{each.name} – {each.edition.title}") for each in shown]
        self.fields["whom"].widget.choices = [(EVERYBODY, _("Everybody in the commune")), *named]  # type: ignore[attr-defined]

    def cohort(self) -> Cohort | None:
        """The class that was chosen; None for the whole commune."""
        return cast("Cohort | None", self.cleaned_data["whom"])


class NameForm(forms.Form):
    """The name as she wants it written, and that she asked for it."""

    name = forms.CharField(
        label=_("Name as it should be written"),
        help_text=_("With all marks, as on the identity card."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    asked = forms.BooleanField(
        label=_("The person asked for this and I have seen how the name is written"),
        error_messages={"required": _("Tick that the person asked for this.")},
    )

    def clean_name(self) -> str:
        """The name to print."""
        try:
            return read_name(self.cleaned_data["name"])
        except NameRefused as refused:
            raise forms.ValidationError(refused.message) from refused


class RevokeForm(forms.Form):
    """Why it is revoked; the words stand on the public page."""

    reason = forms.ChoiceField(
        label=_("Why"),
        help_text=_("Everybody who checks the code reads this."),
        choices=[(each.value, REASONS[each]) for each in REVOKING],
        widget=forms.RadioSelect,
    )
