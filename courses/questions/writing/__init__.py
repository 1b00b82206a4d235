"""Questions that are answered in a few words of one's own, or with a number."""
