"""Reads what a device says was done on simulated screens; nothing else is believed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from courses.questions.marking import BadAnswer, known_ids

BACK = "back"
"""The tap on the phone's own way back."""
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One tap, and how everything on the screens stood when it came."""

    tap: str
    typed: Mapping[str, str]
    on: Mapping[str, bool]
    seen: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that steps may name."""

    taps: Collection[str]
    fields: Collection[str]
    switches: Collection[str]
    lines: Collection[str]


def read_steps(answer: object, known: Known) -> list[Step]:
    """`{"steps": [{"tap": id, "typed": {field: text}, "on": {switch: bool}, "seen": [line]}]}`.

    All but the tap may be left out: it stands as it stood before. Raises BadAnswer.
    """
    sent = answer.get("steps") if isinstance(answer, dict) else None
    if not isinstance(sent, list) or len(sent) > MOST_STEPS:
        raise BadAnswer
    steps: list[Step] = []
    for raw in sent:
        steps.append(_step(raw, steps[-1] if steps else None, known))
    return steps


def _step(raw: object, before: Step | None, known: Known) -> Step:
    if not isinstance(raw, dict) or not _is_one_of(raw.get("tap"), known.taps):
        raise BadAnswer
    typed = _named(raw.get("typed", {}), known.fields, str)
    on = _named(raw.get("on", {}), known.switches, bool)
    seen = known_ids(raw.get("seen", []), allowed=known.lines)
    if before is None:
        return Step(tap=raw["tap"], typed=typed, on=on, seen=seen)
    return Step(
        tap=raw["tap"],
        typed={**before.typed, **typed},
        on={**before.on, **on},
        seen=before.seen | seen,
    )


def _is_one_of(tap: object, taps: Collection[str]) -> bool:
    return isinstance(tap, str) and (tap == BACK or tap in taps)


def _named(sent: object, allowed: Collection[str], kind: type) -> dict[str, Any]:
    """A map whose names are known and whose values are of one kind."""
    if not isinstance(sent, dict) or not set(sent) <= set(allowed):
        raise BadAnswer
    if not all(isinstance(each, kind) for each in sent.values()):
        raise BadAnswer
    return sent
