"""Work promised inside a transaction: one sweep, one dispatcher.

Table: Job. Imports no other slice.
"""
