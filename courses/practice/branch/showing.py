"""What the template of a conversation is given: its steps with numbers, and the best way through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from courses.practice.branch.paths import shortest_way
from courses.practice.envelope import PracticeView, envelope_of


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One answer as shown; `goto` is the id of the step it leads to, `onward` its number."""

    uid: str
    label: str
    goto: str
    onward: int
    quality: str
    critical: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """One step as shown; numbers start at 1."""

    uid: str
    number: int
    who: str
    say: str
    image: Any
    alt: str
    ending: str
    choices: tuple[ReplyView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchView(PracticeView):
    """A conversation as shown; `best` are the answers of its best way, in order."""

    channel: str
    steps: tuple[TurnView, ...]
    best: tuple[str, ...]


def branch_view(value: Any, *, use: str) -> BranchView:
    """Short names become ids; a draft's answer that leads nowhere leads to the beginning."""
    places = {step["key"]: at for at, step in reversed(list(enumerate(value["steps"])))}
    uids = [step["uid"] for step in value["steps"]]
    steps = tuple(_turn(step, at, places, uids) for at, step in enumerate(value["steps"]))
    return BranchView(
        **envelope_of(value),
        channel=value["channel"],
        steps=steps,
        best=_best(steps),
    )


def _turn(step: Any, at: int, places: dict[str, int], uids: list[str]) -> TurnView:
    return TurnView(
        uid=step["uid"],
        number=at + 1,
        who=step["who"],
        say=step["say"],
        image=step["image"],
        alt=step["alt"],
        ending=step["ending"],
        choices=tuple(_reply(each, places.get(each["goto"], 0), uids) for each in step["choices"]),
    )


def _reply(choice: Any, place: int, uids: list[str]) -> ReplyView:
    return ReplyView(
        uid=choice["uid"],
        label=choice["label"],
        goto=uids[place],
        onward=place + 1,
        quality=choice["quality"],
        critical=choice["critical"],
        feedback=choice["feedback"],
    )


def _best(steps: tuple[TurnView, ...]) -> tuple[str, ...]:
    good = {
        step.uid: {each.label: each.goto for each in step.choices if each.quality == "good"}
        for step in steps
    }
    ends = [step.uid for step in steps if step.ending == "good"]
    return tuple(shortest_way(steps[0].uid, good, ends) or ()) if steps else ()
