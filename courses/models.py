"""The tables of courses, one import for each slice."""

from courses.programmes.models import Cohort, Enrolment, JoinBudget, Programme, ProgrammeCourse
from courses.progress.models import Event, LearnerEdition, PersonCourse, PersonLesson, Refusal
from courses.reports.models import CommuneMonth

__all__ = [
    "Cohort",
    "CommuneMonth",
    "Enrolment",
    "Event",
    "JoinBudget",
    "LearnerEdition",
    "PersonCourse",
    "PersonLesson",
    "Programme",
    "ProgrammeCourse",
    "Refusal",
]
