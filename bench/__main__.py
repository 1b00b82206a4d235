"""`python -m bench`: prepare an installation on each database, measure it, write bench.json."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from bench.site import PROJECT, Site, prepared
from tests import services

PORT = 8471
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
        with prepared(port=PORT, database_url=url) as site:
            results[database] = measured(site, sections)
    target = PROJECT / os.environ.get("DATA_DIR", "var") / "bench.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print(f"Written to {target}")


def measured(site: Site, sections: tuple[str, ...]) -> list[dict[str, Any]]:
    """The figures of one installation."""
    found = Path(site.folder) / "figures.json"
    site.manage("measure", "--port", str(site.port), "--to", str(found), *sections)
    return list(json.loads(found.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
