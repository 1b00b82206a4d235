"""Marks what was done on the screens of an invented app: pure, and safe against whatever is sent."""

from __future__ import annotations

from courses.practice.app_screen.steps import Known, read_steps
from courses.practice.app_screen.walking import AT_ONCE, Screens, right_way, walked
from courses.questions.marking import Mark

BAR = 75
"""The score from which a task that was done counts as done well."""


def mark_app_screen(answer: object, *, start: str, screens: Screens, known: Known) -> Mark:
    """Walk from the start by what was tapped and mark the process; raises BadAnswer.

    On the right way each right tap, each field, each switch and each line to look at counts alike: whole
    when right at the first go, half at a later one. Correct is the task done, no critical mistake, and BAR.
    """
    walk = walked(read_steps(answer, known), start=start, screens=screens)
    demands = [each for at in right_way(start, screens) for each in screens[at].demands]
    score = 100 * sum(walk.points.get(each, 0) for each in demands) // (AT_ONCE * len(demands))
    critical = tuple(dict.fromkeys(walk.critical))
    open_still = [each for each in demands if each in walk.missed and each not in walk.points]
    return Mark(
        correct=walk.is_done and not critical and score >= BAR,
        score=score,
        critical=critical,
        mistakes=tuple(dict.fromkeys([*walk.wrong, *open_still])),
    )
