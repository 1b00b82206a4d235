"""Signed-in browsers: the session table, how long each kind lasts, what was proved in it (table Session).

Imports accounts and audit.
"""
