"""What reports tell the rest of the house."""

LEVEL_EXPORT_ASKED = "reports.level_export_asked"
"""An official asked for the figures of a level; payload: export (uuid)."""
