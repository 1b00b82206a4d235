"""Certificates: snapshots anybody can check, corrected by a chain, revoked with a reason, never changed."""
