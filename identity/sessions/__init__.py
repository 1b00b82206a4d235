"""Signed-in browsers: how long each kind lasts, what was proved in it.

Table: Session. Imports roles, accounts and audit.
"""
