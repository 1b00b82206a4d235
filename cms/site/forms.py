"""The one field of the search page."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 100


class FindForm(forms.Form):
    """Words to look for, with or without marks."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        help_text=_("You may leave out the marks: “lua dao” finds “lừa đảo”."),
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
