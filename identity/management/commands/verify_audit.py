"""Prove that nothing in the audit was changed, and say up to when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from identity.audit.heads import HeadsUnread, Told, heads_in_log, kept_heads
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
        kept, unread = _kept()
        heads = chain(kept, _in_logs(options["log"]))
        report = verify(heads=heads, now=timezone.now())
        self.stdout.write(_said(report))
        for finding in report.findings:
            self.stderr.write(f"{finding.fault}: {finding.where}")
        if not report.is_sound:
            raise CommandError(
                f"{len(report.findings)} faults. docs/runbook.md says what to do now."
            )
        if unread:
            raise CommandError(
                f"The store with the heads does not answer ({unread}), so a cut tail would not show. "
                "The rest is as it was made. Run this again when the store is back."
            )
        self.stdout.write("Nothing was changed, cut or moved.")


def _kept() -> tuple[list[Told], str]:
    """The heads in the store, and why there are none when it does not answer."""
    try:
        return list(kept_heads()), ""
    except HeadsUnread as failure:
        return [], str(failure)


def _in_logs(logs: list[Path]) -> Iterator[Told]:
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
