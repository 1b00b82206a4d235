"""What progress tells the rest of the house."""

FIGURES_CHANGED = "progress.figures_changed"
"""Somebody of a commune did something that its monthly figures count; payload: commune, month."""
