"""What is taught: pages of courses, and what they said when published.

Tables: CatalogueIndexPage, CoursePage, ModulePage, LessonPage, SkillArea, FrameworkCode, ItemIdentity,
CurrentVersion; and, only ever added to, LessonVersion, AnswerKey, CourseEdition, EditionLesson.
May import practice, questions, and the apps below.
"""
