"""What is wrong with a letter as an editor set it, said at the field that is to be changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.practice.compose.marking import ASKED, SUBJECT

FEWEST_OPTIONS = 2
Errors = dict[str, Any]


def letter_errors(value: Any) -> Errors:
    """Errors by field: one right recipient, parts that can be given, something asked for."""
    errors: Errors = {}
    if sum(1 for each in value["recipients"] if each["fits"]) != 1:
        errors["recipients"] = _whole(_("Mark exactly one recipient as right."))
    parts = _part_errors(value)
    if parts:
        errors["parts"] = parts
    return errors


def _part_errors(value: Any) -> ListBlockValidationError | None:
    is_free = value["writing"] == "free"
    parts = list(value["parts"])
    check = _words_missing if is_free else _options_wrong
    found = {at: errors for at, part in enumerate(parts) if (errors := check(part))}
    found |= dict(_second_subject(parts))
    if found:
        return ListBlockValidationError(
            block_errors={at: StructBlockValidationError(errors) for at, errors in found.items()}
        )
    if not any(part["purpose"] == ASKED for part in parts):
        return _whole(_("Say what the letter asks for: add a part for it."))
    return None


def _words_missing(part: Any) -> Errors:
    """Only a subject may be any words."""
    if part["purpose"] == SUBJECT or any(each.strip() for each in part["words"]):
        return {}
    return {"words": _whole(_("Give at least one word by which this is known."))}


def _options_wrong(part: Any) -> Errors:
    if len(part["options"]) < FEWEST_OPTIONS:
        return {"options": _whole(_("Give at least two sentences to choose from."))}
    if not any(option["fits"] for option in part["options"]):
        return {"options": _whole(_("Mark at least one sentence as right."))}
    return {}


def _second_subject(parts: Sequence[Any]) -> Iterator[tuple[int, Errors]]:
    subjects = [at for at, part in enumerate(parts) if part["purpose"] == SUBJECT]
    for at in subjects[1:]:
        yield at, {"purpose": ValidationError(_("A letter has one subject."))}


def _whole(message: Any) -> ListBlockValidationError:
    return ListBlockValidationError(non_block_errors=[message])
