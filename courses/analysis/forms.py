"""What people and editors write about an item."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.analysis.actions import LONGEST_REPORT
from courses.analysis.models import ReportKind

LONGEST_REASON = 300
LONGEST_ANSWER = 600


class ReportForm(forms.Form):
    """What is wrong with a question, in a tap and a few words if she likes."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with the question.")},
    )
    text = forms.CharField(
        label=_("A few words about it"),
        help_text=_("Please write no phone number, no code and no name."),
        required=False,
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """Why a question is taken back."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        help_text=_("Other editors read this, now and later."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """What was done about a report; may stay empty when it is only closed."""

    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("Whoever reports the same question reads it. Leave it empty if there is none."),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
