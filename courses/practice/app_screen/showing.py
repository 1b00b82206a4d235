"""What the template of an app's screens is given: screens with numbers, and which of them count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.practice.envelope import PracticeView, envelope_of


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element as shown; `goto` is the id of the screen a button leads to, `onward` its number."""

    kind: str
    value: Any
    goto: str = ""
    onward: int = 0


@dataclass(frozen=True, slots=True)
class ScreenView:
    """One screen as shown; numbers start at 1. `counts` says that who taps right comes by here."""

    uid: str
    number: int
    title: str
    counts: bool
    elements: tuple[ElementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppView(PracticeView):
    """The screens of an app as shown; `best` are the right taps in order."""

    skin: str
    app_name: str
    screens: tuple[ScreenView, ...]
    best: tuple[str, ...]


def app_view(value: Any, *, use: str) -> AppView:
    """Short names become ids; a draft's button that leads nowhere leads to the beginning."""
    screens = value["screens"]
    places = {screen["key"]: at for at, screen in reversed(list(enumerate(screens)))}
    way = dict(_right_way(screens, places))
    return AppView(
        **envelope_of(value),
        skin=value["skin"],
        app_name=value["app_name"],
        screens=tuple(
            ScreenView(
                screen["uid"],
                at + 1,
                screen["title"],
                at in way,
                _elements(screen, places, screens),
            )
            for at, screen in enumerate(screens)
        ),
        best=tuple(way.values()),
    )


def _elements(
    screen: Any, places: Mapping[str, int], screens: Sequence[Any]
) -> tuple[ElementView, ...]:
    return tuple(_element(each, places, screens) for each in screen["elements"])


def _element(element: Any, places: Mapping[str, int], screens: Sequence[Any]) -> ElementView:
    if element.block_type != "button" or element.value["ends"]:
        return ElementView(element.block_type, element.value)
    place = places.get(element.value["goto"], 0)
    return ElementView("button", element.value, goto=screens[place]["uid"], onward=place + 1)


def _right_way(screens: Sequence[Any], places: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """The places of the screens on the right way, with what is tapped there."""
    at, been = 0, set()
    while at < len(screens) and at not in been:
        been.add(at)
        tap = next((button for button in _buttons(screens[at]) if button["expected"]), None)
        if tap is None:
            return
        yield at, tap["label"]
        at = places.get(tap["goto"], len(screens))


def _buttons(screen: Any) -> list[Any]:
    return [each.value for each in screen["elements"] if each.block_type == "button"]
