"""Walks through the screens of an invented app by what was tapped there: pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from courses.practice.app_screen.steps import BACK, Step
from courses.practice.entries import FREE, Wanted

AT_ONCE, LATER = 2, 1
"""What a thing done right at the first go is worth, and at a later one."""


@dataclass(frozen=True, slots=True)
class Button:
    """What tapping it does: `goto` is a screen, None ends the practice."""

    goto: str | None
    is_right: bool = False
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class Switch:
    """How it is to stand."""

    wanted: bool
    is_critical: bool = False


@dataclass(frozen=True)
class Screen:
    """One screen; each map is by id, and `checks` are the lines to look at before the right tap."""

    buttons: Mapping[str, Button]
    fields: Mapping[str, Wanted] = field(default_factory=dict)
    switches: Mapping[str, Switch] = field(default_factory=dict)
    checks: tuple[str, ...] = ()

    @cached_property
    def right(self) -> str:
        """The one button that is right here."""
        return next(tap for tap, button in self.buttons.items() if button.is_right)

    @cached_property
    def demands(self) -> tuple[str, ...]:
        """What counts here: the right tap, and all that is to be filled in, set or looked at."""
        fields = [name for name, each in self.fields.items() if each.rule != FREE]
        return (self.right, *fields, *self.switches, *self.checks)

    def is_met(self, demand: str, step: Step) -> bool:
        """Whether one of the demands was met when the right button was tapped."""
        if demand in self.fields:
            return self.fields[demand].is_met(step.typed.get(demand, ""))
        if demand in self.switches:
            return step.on.get(demand) is self.switches[demand].wanted
        return demand == self.right or demand in step.seen


Screens = Mapping[str, Screen]


@dataclass(slots=True)
class Walk:
    """How far one has come, and what was done right, wrong or dearly wrong on the way."""

    at: str | None
    is_done: bool = False
    points: dict[str, int] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    critical: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)


def walked(steps: list[Step], *, start: str, screens: Screens) -> Walk:
    """The walk these steps make; those on screens never come to are passed over."""
    walk, left = Walk(at=start), list(steps)
    while walk.at is not None and (step := _next(left, walk, screens[walk.at])):
        left.remove(step)
        _take(step, walk, screens[walk.at])
    return walk


def right_way(start: str, screens: Screens) -> Iterator[str]:
    """The screens one comes to by right taps alone, each once."""
    at: str | None = start
    been: set[str] = set()
    while at is not None and at not in been:
        yield at
        been.add(at)
        at = screens[at].buttons[screens[at].right].goto


def _next(left: list[Step], walk: Walk, screen: Screen) -> Step | None:
    """The first step that can be taken here; a form without scripts sends its screens in its own order."""
    if left and left[0].tap == BACK and walk.behind:
        return left[0]
    return next((step for step in left if step.tap in screen.buttons), None)


def _take(step: Step, walk: Walk, screen: Screen) -> None:
    if step.tap == BACK:
        walk.at = walk.behind.pop()
        return
    button = screen.buttons[step.tap]
    if button.is_right:
        if _stays(step, walk, screen):
            return
    else:
        walk.missed.add(screen.right)
        (walk.critical if button.is_critical else walk.wrong).append(step.tap)
    walk.behind.append(walk.at or "")
    walk.at = button.goto
    walk.is_done = button.is_right and button.goto is None


def _stays(step: Step, walk: Walk, screen: Screen) -> bool:
    """Give what was done its points; a wrong field or switch holds one back, as outside."""
    unmet = [demand for demand in screen.demands if not screen.is_met(demand, step)]
    for demand in screen.demands:
        if demand not in unmet:
            walk.points.setdefault(demand, LATER if demand in walk.missed else AT_ONCE)
    walk.missed.update(unmet)
    walk.critical += [
        each for each in unmet if each in screen.switches and screen.switches[each].is_critical
    ]
    return any(each not in screen.checks for each in unmet)
