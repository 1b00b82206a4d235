"""Questions in which things are brought together or into order, by choosing, never by dragging."""
