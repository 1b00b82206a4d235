"""`manage.py write_states`: write docs/states.md, the state diagrams, from the tables in rules.py."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from courses.certificates import rules as certificates
from courses.regrading import rules as regrading
from courses.sittings import rules as sittings
from identity.messaging import rules as messaging
from identity.recovery import rules as recovery

TARGET = settings.BASE_DIR / "docs" / "states.md"
INTRODUCTION = """\
# States

What may become of what. Each diagram is drawn from the table in code that decides it: change the table, then
run `manage.py write_states`; a test fails while this page is stale.
"""


@dataclass(frozen=True)
class Machine:
    """One table of moves (state -> the states that may follow), where it stands, and what it is about."""

    title: str
    table: str
    moves: Mapping[Any, Collection[str]]


MACHINES = (
    Machine("A message", "identity/messaging/rules.py: STATE_MOVES", messaging.STATE_MOVES),
    Machine(
        "A breaker of messages",
        "identity/messaging/rules.py: BREAKER_MOVES",
        messaging.BREAKER_MOVES,
    ),
    Machine("A request for a lost account", "identity/recovery/rules.py: NEXT", recovery.NEXT),
    Machine(
        "A test before or after a course",
        "courses/sittings/rules.py: NEXT_STATE",
        sittings.NEXT_STATE[sittings.BEFORE],
    ),
    Machine(
        "A supervised check",
        "courses/sittings/rules.py: NEXT_STATE",
        sittings.NEXT_STATE[sittings.CHECK],
    ),
    Machine(
        "A seat in a supervised check",
        "courses/sittings/rules.py: NEXT_AT_SEAT",
        sittings.NEXT_AT_SEAT,
    ),
    Machine("A regrade", "courses/regrading/rules.py: NEXT", regrading.NEXT),
    Machine(
        "A certificate", "courses/certificates/rules.py: ALLOWED_NEXT", certificates.ALLOWED_NEXT
    ),
)


def document() -> str:
    """The page as it is committed."""
    return INTRODUCTION + "".join(map(_section, MACHINES))


def _section(machine: Machine) -> str:
    lines = "\n".join(f"    {line}" for line in _arrows(machine.moves))
    return f"\n## {machine.title}\n`{machine.table}`\n\n```mermaid\nstateDiagram-v2\n{lines}\n```\n"


def _arrows(moves: Mapping[str, Collection[str]]) -> Iterator[str]:
    """From the start (the empty state, else the first one) to the states nothing follows."""
    if "" not in moves:
        yield f"[*] --> {next(iter(moves))}"
    for state, following in moves.items():
        for after in (each for each in moves if each in following):
            yield f"{state or '[*]'} --> {after}"
        if not following:
            yield f"{state} --> [*]"


class Command(BaseCommand):
    """Run it after changing what may follow what."""

    help = "Write docs/states.md."

    def handle(self, *args: Any, **options: Any) -> None:
        """Overwrite the file."""
        TARGET.write_text(document(), encoding="utf-8")
        self.stdout.write(f"Written to {TARGET}")
