"""The form in which an editor says what kind of change a draft is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue.differences import ChangeKind
from courses.regrading.wording import NAMES


class ChangeForm(forms.Form):
    """One of the kinds this change can be; a note for whoever looks it up later."""

    kind = forms.ChoiceField(
        label=_("What kind of change is it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what kind of change it is."),
            "invalid_choice": _("What differs rules this kind out; choose another one."),
        },
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_(
            "Why, in a sentence: for whoever looks through the versions later. Not required."
        ),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, possible: Iterable[ChangeKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(kind), NAMES[kind]) for kind in possible]
        cast("forms.ChoiceField", self.fields["kind"]).choices = choices
