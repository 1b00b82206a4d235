"""What a commune teaches and to whom: programmes, classes, enrolments and join codes.

Main tables: Programme, ProgrammeCourse, Cohort, Enrolment, JoinBudget. May import: catalogue, cms, identity.
"""
