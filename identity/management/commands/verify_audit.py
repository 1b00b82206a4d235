"""Prove that nothing in the audit was changed, and say up to when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from identity.audit.heads import Head, heads_in_log, last_kept_heads
from identity.audit.verifying import Report, verify


class Command(BaseCommand):
    """`manage.py verify_audit [--log FILE ...]`."""

    help = "Walk the sealed audit, compare it with the published heads, and name every fault."

    def add_arguments(self, parser: CommandParser) -> None:
        """Logs may come from another machine than this one."""
        parser.add_argument(
            "--log",
            action="append",
            default=[],
            type=Path,
            help="a file of our JSON log lines whose heads are compared too",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        report = verify(heads=_heads(options["log"]), now=timezone.now())
        self.stdout.write(_said(report))
        for finding in report.findings:
            self.stderr.write(f"{finding.fault}: {finding.where}")
        if not report.is_sound:
            raise CommandError(
                f"{len(report.findings)} faults. docs/runbook.md says what to do now."
            )
        self.stdout.write("Nothing was changed, cut or moved.")


def _heads(logs: list[Path]) -> Iterator[Head]:
    yield from last_kept_heads()
    for path in logs:
        with path.open(encoding="utf-8") as lines:
            yield from heads_in_log(lines)


def _said(report: Report) -> str:
    until = report.proved_until.isoformat(timespec="seconds") if report.proved_until else "never"
    lines = [
        f"Sealed until {until}: {report.entries} entries in {report.seals} seals.",
        f"Compared with {report.heads} published heads.",
        f"Not sealed yet: {report.unsealed} entries"
        + (
            f", the oldest of {report.oldest_unsealed_at.isoformat(timespec='seconds')}."
            if report.oldest_unsealed_at
            else "."
        ),
    ]
    return "\n".join(lines)
