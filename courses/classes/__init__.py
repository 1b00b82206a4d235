"""The class as people use it: opening, joining, leaving, the board, and the pages around it.

Main tables: Cohort, Enrolment, JoinBudget. May import: progress, programmes, catalogue, and the apps
below. It stands above progress because joining decides the edition a person is counted against.
"""
