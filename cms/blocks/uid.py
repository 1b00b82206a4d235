"""The hidden identity of a block, which survives moving, editing and translating."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail import blocks


class UidField(forms.CharField):
    """Takes a uuid or nothing; what is missing is given at save (courses.catalogue.identities)."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=36, **kwargs)


class UidBlock(blocks.FieldBlock):
    """A uuid no editor sees. Empty in a new block: a default would be the same in every block of a form."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = UidField(required=False)
        super().__init__(required=False, **kwargs)

    def value_from_form(self, value: Any) -> str:
        """Nothing but text; None never reaches the JSON."""
        return value or ""

    class Meta:
        default = ""
        label = ""
        form_classname = "block-uid"
        search_index = False
