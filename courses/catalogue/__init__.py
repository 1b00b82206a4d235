"""What is taught: pages of courses, and what they said when published.

Tables: CatalogueIndexPage, CoursePage, ModulePage, LessonPage, SkillArea, FrameworkCode, ItemIdentity; LessonVersion,
AnswerKey, CourseEdition, EditionLesson (append-only). Imports practice, questions and cms.
"""
