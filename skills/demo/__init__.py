"""Invented people with history, for trying everything out on a laptop; production refuses to run it.

Owns no table: whatever it makes, it makes by the same actions that the pages use.
"""
