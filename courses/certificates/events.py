"""What certificates tell the rest of the house."""

RUN_ASKED = "certificates.run_asked"
"""Somebody had certificates issued for a class or a commune; payload: run."""
