"""What regrading tells the rest of the house."""

REGRADE_DUE = "regrading.work_due"
"""A regrade has work to do: its trial run, itself, or its undoing; payload: regrade (uuid)."""
