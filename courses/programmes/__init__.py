"""The programme of a commune: which courses it teaches, when, for how many, and who trains there.

Main tables: Programme, ProgrammeCourse. May import: catalogue, and the apps below.
"""
