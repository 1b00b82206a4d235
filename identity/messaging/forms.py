"""The form with which an administrator moves a breaker by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from identity.messaging.rules import HAND_REASONS, BreakerState, HandReason

REASONS = {
    HandReason.PUMPING: _("Somebody sends codes to numbers nobody reads"),
    HandReason.VENDOR: _("The vendor asked for it"),
    HandReason.COST: _("It costs too much"),
    HandReason.REAL_PEOPLE: _("They are real people, such as a class"),
    HandReason.OVER: _("The trouble is over"),
}


class MoveForm(forms.Form):
    """Why the breaker is moved; `goes_to` says where to."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you do this.")},
    )

    def __init__(self, *args: Any, goes_to: BreakerState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(reason, REASONS[reason]) for reason in HAND_REASONS[goes_to]]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]
