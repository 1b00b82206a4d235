"""Remembering: three short questions 2, 7 and 30 days after a module was done.

Tables: Review, ReviewRound, ReviewAnswer, ReviewReminder. Nothing here reopens a lesson or lowers
what was done. Imports progress, catalogue and questions.
"""
