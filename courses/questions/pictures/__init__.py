"""Questions whose choices are pictures."""
