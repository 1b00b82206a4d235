"""What accounts tell the rest of the house."""

RESIDENTS_CHANGED = "identity.residents_changed"
"""Somebody moved into or out of a commune; payload: commune (a row id), month (such as 2026-03)."""

ALIASES_CHANGED = "identity.aliases_changed"
"""Two accounts became one or were parted; payload: absorbed, kept (row ids of people)."""
