"""The programme of a commune: which courses it teaches, when, for how many, and who trains there.

Tables: Programme, ProgrammeCourse. Imports catalogue.
"""
