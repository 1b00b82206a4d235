"""`python -m bench`: prepare an installation on each database, measure it, write bench.json.

A section that cannot be measured stops no other; it makes the whole end with status 1. A missed goal
is shown and does not.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from bench.site import PROJECT, Site, prepared
from tests import services

SECTIONS = {
    "sqlite": (
        "pages",
        "events",
        "signins",
        "board",
        "placement",
        "certificates",
        "regrades",
        "memory",
    ),
    "postgresql": ("events", "signins", "board", "regrades"),
}


def main() -> None:
    """Every section on every database that this machine has."""
    results: dict[str, Any] = {}
    for database, sections in SECTIONS.items():
        try:
            url = "" if database == "sqlite" else services.start_postgres(is_durable=True)
        except services.ServiceMissing as missing:
            print(f"{database}: left out. {missing}")
            continue
        print(f"== {database}", flush=True)
        with prepared(port=services.free_port(), database_url=url) as site:
            results[database] = measured(site, sections)
    target = PROJECT / os.environ.get("DATA_DIR", "var") / "bench.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print(f"Written to {target}")
    sys.exit(summary(results))


def measured(site: Site, sections: tuple[str, ...]) -> list[dict[str, Any]]:
    """The figures of one installation."""
    found = Path(site.folder) / "figures.json"
    site.manage("measure", "--port", str(site.port), "--to", str(found), *sections)
    return list(json.loads(found.read_text(encoding="utf-8")))


def summary(results: dict[str, Any]) -> int:
    """Say how many goals are kept and which are not; 1 where something could not be measured."""
    lines = [(database, line) for database, lines in results.items() for line in lines]
    figures = [(database, line) for database, line in lines if "name" in line]
    missed = [f"{database}: {line['name']}" for database, line in figures if not line["holds"]]
    failed = [f"{database}: {line['section']}" for database, line in lines if "name" not in line]
    print(f"{len(figures) - len(missed)} of {len(figures)} goals are met.")
    for each in missed:
        print(f"  missed: {each}")
    for each in failed:
        print(f"  could not be measured: {each}")
    return int(bool(failed))


if __name__ == "__main__":
    main()
