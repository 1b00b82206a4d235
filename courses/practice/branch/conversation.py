"""What is wrong with a conversation as an editor wrote it, said at the field that is to be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.practice.branch.paths import backwards, reached, shortest_way

FEWEST_CHOICES = 2
Found = dict[str, Any]
"""Errors of one step by field."""


def step_errors(steps: Sequence[Any]) -> ListBlockValidationError | None:
    """Duplicate names, missing targets, dead ends, steps nobody comes to, and no way to end well."""
    found = {at: errors for at, step in enumerate(steps) if (errors := _own_errors(step, steps))}
    if not found:
        found = dict(_lost_steps(steps))
    if found:
        return ListBlockValidationError(
            block_errors={at: StructBlockValidationError(errors) for at, errors in found.items()}
        )
    if _best_way(steps) is None:
        message = _("No way of good answers ends well: mark one, or add a good end.")
        return ListBlockValidationError(non_block_errors=[message])
    return None


def _own_errors(step: Any, steps: Sequence[Any]) -> Found:
    names = Counter(each["key"] for each in steps)
    errors: Found = {}
    if names[step["key"]] > 1:
        errors["key"] = ValidationError(_("Another step has this name too."))
    choices = list(step["choices"])
    if choices and step["ending"]:
        errors["ending"] = ValidationError(_("An end has no answers: take one of the two out."))
    elif not choices and not step["ending"]:
        message = _("A dead end: give answers, or say how it ends.")
        errors["ending"] = ValidationError(message)
    elif not step["ending"] and len(choices) < FEWEST_CHOICES:
        message = _("Give at least two answers to choose from.")
        errors["choices"] = ListBlockValidationError(non_block_errors=[message])
    lost = {at for at, choice in enumerate(choices) if choice["goto"] not in names}
    if lost and "choices" not in errors:
        errors["choices"] = ListBlockValidationError(block_errors=dict.fromkeys(lost, _nowhere()))
    return errors


def _nowhere() -> StructBlockValidationError:
    return StructBlockValidationError({"goto": ValidationError(_("No step has this name."))})


def _lost_steps(steps: Sequence[Any]) -> Iterator[tuple[int, Found]]:
    """Steps nobody comes to, and steps that go round for ever; names and targets are known to be good."""
    edges = {step["key"]: [choice["goto"] for choice in step["choices"]] for step in steps}
    come_to = reached([steps[0]["key"]], edges)
    ending = reached([step["key"] for step in steps if step["ending"]], backwards(edges))
    for at, step in enumerate(steps):
        if step["key"] not in come_to:
            yield at, {"key": ValidationError(_("No answer leads to this step."))}
        elif step["key"] not in ending:
            message = _("From here nobody comes to an end.")
            yield at, {"choices": ListBlockValidationError(non_block_errors=[message])}


def _best_way(steps: Sequence[Any]) -> list[str] | None:
    good = {
        step["key"]: {
            str(at): choice["goto"]
            for at, choice in enumerate(step["choices"])
            if choice["quality"] == "good"
        }
        for step in steps
    }
    ends = [step["key"] for step in steps if step["ending"] == "good"]
    return shortest_way(steps[0]["key"], good, ends)
