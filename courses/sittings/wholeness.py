"""What a paired test must be before it is used: pure, over the raw JSON of its fields."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Raw = dict[str, Any]
FORMS = ("form_a", "form_b")
FEWEST_ITEMS, MOST_ITEMS = 6, 8


def check_whole(bodies: dict[str, list[Raw]]) -> None:
    """Raises ValidationError with every mistake, each at its field; `bodies` by name of the field.

    Both forms hold six to eight questions and ask as often for each objective, or a difference between
    them would be one of the forms and not of the people.
    """
    numbers = {str(number) for number in range(1, len(bodies["objectives"]) + 1)}
    errors: dict[str, Any] = {}
    if not numbers:
        errors["objectives"] = _("Write at least one objective.")
    for name in (*FORMS, "reserve"):
        if set(asked_for(bodies[name])) - numbers:
            errors[name] = _("A question asks for an objective that is not in the list.")
    _check_forms([bodies[name] for name in FORMS], numbers, errors)
    if errors:
        raise ValidationError(errors)


def _check_forms(forms: list[list[Raw]], numbers: set[str], errors: dict[str, Any]) -> None:
    for name, items in zip(FORMS, forms, strict=True):
        if not FEWEST_ITEMS <= len(items) <= MOST_ITEMS:
            errors[name] = _("A form has six to eight questions.")
    first, second = map(asked_for, forms)
    if first != second:
        errors.setdefault("form_b", _("Both forms must ask as often for each objective."))
    elif set(first) != numbers:
        errors.setdefault("form_a", _("Every objective needs a question in each form."))


def asked_for(items: list[Raw]) -> Counter[str]:
    """How often each objective is asked for."""
    return Counter(item["value"]["objective"] for item in items)
