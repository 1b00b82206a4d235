"""What is wrong with the screens of an app as an editor drew them, said where it is to be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.practice.app_screen.elements import at_field

Found = dict[str, Any]
"""Errors of one screen by field."""


def screen_errors(screens: Sequence[Any]) -> ListBlockValidationError | None:
    """Names given twice, buttons that lead nowhere, dead ends, screens and checks nobody comes by."""
    found = {at: errors for at, one in enumerate(screens) if (errors := _own(one, screens))}
    found = found or dict(_lost(screens))
    if not found:
        return None
    return ListBlockValidationError(
        block_errors={at: StructBlockValidationError(errors) for at, errors in found.items()}
    )


def _own(screen: Any, screens: Sequence[Any]) -> Found:
    """What can be seen at the screen itself."""
    names = Counter(each["key"] for each in screens)
    errors: Found = {}
    if names[screen["key"]] > 1:
        errors["key"] = ValidationError(_("Another screen has this name too."))
    lost = {
        at: at_field("goto", _("No screen has this name."))
        for at, button in _buttons(screen)
        if button["goto"] and button["goto"] not in names
    }
    if lost:
        errors["elements"] = StreamBlockValidationError(block_errors=lost)
    elif sum(button["expected"] for _at, button in _buttons(screen)) != 1:
        message = _("A dead end: mark exactly one button of this screen as the right tap.")
        errors["elements"] = StreamBlockValidationError(non_block_errors=[message])
    return errors


def _lost(screens: Sequence[Any]) -> Iterator[tuple[int, Found]]:
    """What can be seen only by walking; names and targets are known to be good."""
    by_name = {screen["key"]: screen for screen in screens}
    taps = {name: [button for _at, button in _buttons(one)] for name, one in by_name.items()}
    come_to = _reached(screens[0]["key"], {name: _targets(each) for name, each in taps.items()})
    rights = {name: [tap for tap in each if tap["expected"]] for name, each in taps.items()}
    on_the_way = _reached(
        screens[0]["key"], {name: _targets(each) for name, each in rights.items()}
    )
    for at, screen in enumerate(screens):
        if screen["key"] not in come_to:
            yield at, {"key": ValidationError(_("No button leads to this screen."))}
        elif not _ends(screen["key"], rights):
            message = _("From here right taps never come to the end.")
            yield at, {"elements": StreamBlockValidationError(non_block_errors=[message])}
        elif screen["key"] not in on_the_way and (unseen := dict(_checks(screen))):
            yield at, {"elements": StreamBlockValidationError(block_errors=unseen)}


def _buttons(screen: Any) -> list[tuple[int, Any]]:
    return [
        (at, element.value)
        for at, element in enumerate(screen["elements"])
        if element.block_type == "button"
    ]


def _checks(screen: Any) -> Iterator[tuple[int, StructBlockValidationError]]:
    """Lines to look at on a screen where nobody comes by who does it right."""
    for at, element in enumerate(screen["elements"]):
        if element.block_type in ("line", "amount") and element.value["must_check"]:
            message = _("Nobody who taps right comes by here: this check names nothing.")
            yield at, at_field("must_check", message)


def _targets(buttons: Sequence[Any]) -> list[str]:
    return [button["goto"] for button in buttons if button["goto"]]


def _reached(start: str, edges: dict[str, list[str]]) -> set[str]:
    been, left = {start}, [start]
    while left:
        new = [name for name in edges[left.pop()] if name not in been]
        been.update(new)
        left += new
    return been


def _ends(start: str, rights: dict[str, list[Any]]) -> bool:
    """Whether right taps alone lead from a screen to an end; they go one way only."""
    way = _reached(start, {name: _targets(each) for name, each in rights.items()})
    return any(tap["ends"] for name in way for tap in rights[name])
