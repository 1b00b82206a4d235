"""What accounts tell the rest of the house."""

RESIDENTS_CHANGED = "identity.residents_changed"
"""Somebody moved into or out of a commune; payload: commune (a row id), month (such as 2026-03)."""
