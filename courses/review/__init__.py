"""Remembering: three short questions 2, 7 and 30 days after a module was done.

Main tables: Review, ReviewRound, ReviewAnswer, ReviewReminder. May import progress, catalogue,
questions, and the apps below. Nothing here reopens a lesson or lowers what was done.
"""
