"""Facts and where a learner stands: the event log, its fold, the projection and the reads on it.

Main tables: Event, Refusal, LearnerEdition; PersonLesson and PersonCourse are a cache of the fold.
May import catalogue, practice and questions, and the apps below; knows nothing of programmes.
"""
