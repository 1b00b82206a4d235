"""What the door tells the rest of the house."""

CONTACT_PASSED_ON = "identity.contact_passed_on"
"""A silent address went to somebody else, and what was opened by it ended; payload: holding (a row id)."""

ROLE_NOTICE_DUE = "identity.role_notice_due"
"""Somebody is to hear that a role ends, or has ended, for not being used; payload: message (a uuid)."""
