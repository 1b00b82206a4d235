"""What the door tells the rest of the house."""

CONTACT_PASSED_ON = "identity.contact_passed_on"
"""A silent address went to somebody else, and what was opened by it ended; payload: holding (a row id)."""
