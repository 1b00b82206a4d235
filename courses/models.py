"""The tables of courses, one import for each slice."""

from courses.analysis.models import ItemReport, ItemStatistic, ReportBudget, VersionCount
from courses.catalogue.lineage import PlannedChange, VersionChange
from courses.catalogue.models import (
    AnswerKey,
    CodeSuccessor,
    CourseEdition,
    CurrentVersion,
    EditionLesson,
    Framework,
    FrameworkCode,
    ItemIdentity,
    LessonVersion,
    SkillArea,
    WithdrawnItem,
)
from courses.catalogue.pages import CatalogueIndexPage, CoursePage, LessonPage, ModulePage
from courses.certificates.models import (
    Certificate,
    CertificateName,
    CertificateRun,
    CertificateStatus,
)
from courses.classes.models import Cohort, Enrolment, JoinBudget
from courses.placement.models import (
    PlacementAnswer,
    PlacementKey,
    PlacementPool,
    PlacementResult,
    PlacementRun,
)
from courses.programmes.models import Programme, ProgrammeCourse
from courses.progress.models import (
    Correction,
    Event,
    LearnerEdition,
    PersonCourse,
    PersonLesson,
    Refusal,
)
from courses.regrading.models import Regrade, RegradeDifference
from courses.reports.models import CommuneMonth, CommuneRetention
from courses.review.models import Review, ReviewAnswer, ReviewReminder, ReviewRound

__all__ = [
    "AnswerKey",
    "CatalogueIndexPage",
    "CodeSuccessor",
    "Certificate",
    "CertificateName",
    "CertificateRun",
    "CertificateStatus",
    "Cohort",
    "CommuneMonth",
    "CommuneRetention",
    "Correction",
    "CourseEdition",
    "CoursePage",
    "CurrentVersion",
    "EditionLesson",
    "Enrolment",
    "Event",
    "Framework",
    "FrameworkCode",
    "ItemIdentity",
    "ItemReport",
    "ItemStatistic",
    "JoinBudget",
    "LearnerEdition",
    "LessonPage",
    "LessonVersion",
    "LevelExport",
    "LevelRule",
    "ModulePage",
    "PersonCourse",
    "PersonLesson",
    "PersonLevel",
    "PlacementAnswer",
    "PlacementKey",
    "PlacementPool",
    "PlacementResult",
    "PlacementRun",
    "PlannedChange",
    "Programme",
    "ProgrammeCourse",
    "Refusal",
    "Regrade",
    "RegradeDifference",
    "ReportBudget",
    "Review",
    "ReviewAnswer",
    "ReviewReminder",
    "ReviewRound",
    "SkillArea",
    "VersionChange",
    "VersionCount",
    "WithdrawnItem",
]
