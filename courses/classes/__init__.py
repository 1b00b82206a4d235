"""The class as people use it: opening, joining, leaving, the board, and the pages around it.

Tables: Cohort, Enrolment, JoinBudget. It stands above progress because joining decides the
edition a person is counted against. Imports progress, programmes and catalogue.
"""
