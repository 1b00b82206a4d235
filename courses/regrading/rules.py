"""Decisions about regrades: which state follows which, and how long one may be undone."""

from __future__ import annotations

from datetime import datetime, timedelta

NEXT: dict[str, frozenset[str]] = {
    "dry_run": frozenset({"ready", "dropped"}),
    "ready": frozenset({"running", "dropped", "dry_run"}),
    "dropped": frozenset(),
    "running": frozenset({"done"}),
    "done": frozenset({"undoing"}),
    "undoing": frozenset({"undone"}),
    "undone": frozenset(),
}
"""State -> the states that may follow; a dropped or undone regrade is started anew as another one."""

AFTER_RUN = {"dry_run": "ready", "running": "done", "undoing": "undone"}
"""What a regrade is once its current run has looked at everybody."""

AT_WORK = frozenset(AFTER_RUN)
OPEN = frozenset({"dry_run", "ready", "running", "done", "undoing"})
"""A regrade in one of these still says what becomes of the answers it names."""

UNDO_FOR = timedelta(days=30)
"""After this, people have been told their results and may hold certificates of them."""
LOST_AFTER = timedelta(minutes=2)
"""A run that has not moved for so long lost its worker; the sweep starts it again."""


def may_follow(state: str, following: str) -> bool:
    """Whether a regrade may go from one state to the other."""
    return following in NEXT[state]


def may_be_undone(*, finished_at: datetime | None, now: datetime) -> bool:
    """Whether what was carried out is recent enough to be taken back."""
    return finished_at is not None and now - finished_at <= UNDO_FOR
