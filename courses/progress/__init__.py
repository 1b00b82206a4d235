"""Facts and where a learner stands: the event log, its fold, the projection and the reads on it.

Tables: Event, Correction, Refusal, LearnerEdition, PersonLesson, PersonCourse. PersonLesson and
PersonCourse are a cache of the fold. Imports catalogue, practice and questions.
"""
