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
from courses.reports.models import (
    CommuneMonth,
    CommuneRetention,
    LevelExport,
    LevelRule,
    PersonLevel,
)
from courses.review.models import Review, ReviewAnswer, ReviewReminder, ReviewRound
from courses.sittings.models import (
    ClassGain,
    CodeTries,
    FormRelease,
    ItemAct,
    SeatAct,
    Sitting,
    SittingAnswer,
    SittingPaper,
    SupervisedResult,
    Turn,
)
from courses.sittings.pairedtest import PairedTest

__all__ = [
    "AnswerKey",
    "CatalogueIndexPage",
    "Certificate",
    "CertificateName",
    "CertificateRun",
    "CertificateStatus",
    "ClassGain",
    "CodeSuccessor",
    "CodeTries",
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
    "FormRelease",
    "Framework",
    "FrameworkCode",
    "ItemAct",
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
    "PairedTest",
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
    "SeatAct",
    "Sitting",
    "SittingAnswer",
    "SittingPaper",
    "SkillArea",
    "SupervisedResult",
    "Turn",
    "VersionChange",
    "VersionCount",
    "WithdrawnItem",
]
