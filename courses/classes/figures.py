"""The figures of a programme, counted from its classes with the definitions of the board."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Coalesce

from courses.classes.models import Enrolment
from courses.programmes.models import Programme
from courses.progress.models import PersonCourse


@dataclass(frozen=True)
class ProgrammeFigures:
    """People of the programme's classes, each once: in a class now, with a finished course, wanted."""

    learners: int
    finished: int
    target: int

    @property
    def percent_of_target(self) -> int:
        """How much of the target is reached, at most 100."""
        return min(100, 100 * self.learners // self.target)


def programme_figures(programme: Programme) -> ProgrammeFigures:
    """Counted now; a person in two classes counts once. Two queries."""
    live = Enrolment.objects.live().filter(cohort__programme=programme)
    owner = Coalesce("person__kept_id", "person_id")
    pairs: set[tuple[int, UUID]] = set(live.values_list(owner, "cohort__course"))
    people = {person for person, _course in pairs}
    completed = PersonCourse.objects.filter(person__in=people, completed_at__isnull=False)
    finished = {
        person
        for person, course in completed.values_list("person_id", "course")
        if (person, course) in pairs
    }
    return ProgrammeFigures(len(people), len(finished), programme.target_learners)
