"""What is taught: pages of courses, and what they said when published.

Tables: CatalogueIndexPage, CoursePage, ModulePage, LessonPage, PlannedChange, VersionChange,
SkillArea, Framework, FrameworkCode, CodeSuccessor, WithdrawnItem, ItemIdentity, LessonVersion,
AnswerKey, CurrentVersion, CourseEdition, EditionLesson. LessonVersion, AnswerKey, CourseEdition
and EditionLesson are only ever added to. Imports practice and questions.
"""
