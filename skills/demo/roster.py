"""The list of demo people on disk (DATA_DIR/demo.json), for whoever wants to play one of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GROUPS = (
    *("citizens", "trainers", "managers", "editors", "moderators", "officials", "admins"),
    *("card_holders", "one_phone"),
)


class Roster:
    """Entries by group; written out after every change, so that a broken seeding loses no secret."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.groups: dict[str, list[dict[str, Any]]] = {group: [] for group in GROUPS}
        if path.exists():
            self.groups.update(json.loads(path.read_text(encoding="utf-8")))

    def note(self, group: str, name: str, **facts: Any) -> None:
        """Add or complete the entry of a person, found by her name."""
        entries = self.groups[group]
        entry = next((entry for entry in entries if entry["name"] == name), None)
        if entry is None:
            entry = {"name": name}
            entries.append(entry)
        entry.update(facts)
        self._write()

    def _write(self) -> None:
        text = json.dumps(self.groups, ensure_ascii=False, indent=2)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".part")
        fresh.write_text(f"{text}\n", encoding="utf-8")
        fresh.replace(self.path)
