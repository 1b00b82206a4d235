"""The tables of courses, one import for each slice."""

from courses.catalogue.models import (
    AnswerKey,
    CourseEdition,
    CurrentVersion,
    EditionLesson,
    FrameworkCode,
    ItemIdentity,
    LessonVersion,
    SkillArea,
)
from courses.catalogue.pages import CatalogueIndexPage, CoursePage, LessonPage, ModulePage
from courses.classes.models import Cohort, Enrolment, JoinBudget
from courses.programmes.models import Programme, ProgrammeCourse
from courses.progress.models import Event, LearnerEdition, PersonCourse, PersonLesson, Refusal
from courses.reports.models import CommuneMonth

__all__ = [
    "AnswerKey",
    "CatalogueIndexPage",
    "Cohort",
    "CommuneMonth",
    "CourseEdition",
    "CoursePage",
    "CurrentVersion",
    "EditionLesson",
    "Enrolment",
    "Event",
    "FrameworkCode",
    "ItemIdentity",
    "JoinBudget",
    "LearnerEdition",
    "LessonPage",
    "LessonVersion",
    "ModulePage",
    "PersonCourse",
    "PersonLesson",
    "Programme",
    "ProgrammeCourse",
    "Refusal",
    "SkillArea",
]
