"""`/dev/outbox/`: what would have been sent, and the authenticator codes of the demo staff.

For a laptop only: production settings refuse to start with it on, and without it the page is not there.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from identity.accounts.contacts import read_contact
from identity.accounts.queries import live_holders
from identity.factors.queries import current_code, has_totp

MOST_MESSAGES = 50
TAIL_BYTES = 256 * 1024
STEP_SECONDS = 30
STAFF_LISTS = ("trainers", "managers", "editors", "moderators", "officials", "admins")


@dataclass(frozen=True)
class SentMessage:
    """One line of the file of sent messages."""

    channel: str
    to: str
    text: str
    at: dt.datetime


@dataclass(frozen=True)
class StaffCode:
    """What the authenticator app of one of the demo staff shows now."""

    name: str
    contact: str
    code: str


@never_cache
@require_safe
def show_outbox(request: HttpRequest) -> HttpResponse:
    """The newest messages first; no page at all outside a laptop."""
    if not (settings.EMBEDDED and settings.SENT_MESSAGES_PAGE):
        raise Http404
    now = timezone.now()
    context = {
        "messages_sent": newest_messages(settings.DATA_DIR / "outbox.jsonl"),
        "staff_codes": list(_staff_codes(now)),
        "seconds_left": STEP_SECONDS - int(now.timestamp()) % STEP_SECONDS,
    }
    return render(request, "identity/signin/outbox.html", context)


def newest_messages(path: Path) -> list[SentMessage]:
    """The last messages of the file, newest first; a line that is being written is left out."""
    if not path.exists():
        return []
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        lines = file.read().splitlines()
    return [message for line in reversed(lines) if (message := _read(line))][:MOST_MESSAGES]


def _read(line: bytes) -> SentMessage | None:
    try:
        said = json.loads(line)
        at = dt.datetime.fromisoformat(said["at"])
        return SentMessage(channel=said["channel"], to=said["to"], text=said["text"], at=at)
    except (ValueError, KeyError, TypeError):
        return None


def _staff_codes(now: dt.datetime) -> Iterator[StaffCode]:
    for listed in _demo_staff():
        contact = read_contact(listed.get("phone") or listed["email"])
        for person in (holding.person for holding in live_holders(contact)):
            if has_totp(person):
                yield StaffCode(person.name, contact.display, current_code(person, now=now))


def _demo_staff() -> list[dict[str, Any]]:
    path = settings.DATA_DIR / "demo.json"
    if not path.exists():
        return []
    people = json.loads(path.read_text(encoding="utf-8"))
    return [person for name in STAFF_LISTS for person in people.get(name, [])]
