"""Where to start: a dozen questions at most over a graph of skills, and a first lesson for each course.

Main tables: PlacementPool, PlacementRun, PlacementAnswer, PlacementResult. May import classes,
progress, catalogue, questions, and the apps below. What is found here is never a completion.
"""
