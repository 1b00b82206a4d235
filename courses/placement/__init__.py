"""Where to start: a dozen questions at most over a graph of skills, and a first lesson for each course.

Tables: PlacementPool, PlacementKey, PlacementRun, PlacementAnswer, PlacementResult. What is found
here is never a completion. Imports progress, catalogue and questions.
"""
