"""Reads what a device posts: a body that may be refused whole, and events that may be refused alone.

Nothing here touches the database. What is wrong with the body as such raises BadBody; what is wrong
inside one event makes that event Unreadable and leaves the others alone. Fields nobody knows yet
are passed over, so that a newer device can talk to an older server.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NoReturn
from uuid import UUID

from courses.progress.models import Help, Kind

MOST_BYTES = 1024 * 1024
MOST_EVENTS = 500
DEEPEST = 16
LONGEST_ANSWER = 4096
LONGEST_SENT = 2000
LARGEST = 2**63 - 1
MOST_DIGITS = 20

IDS = ("id", "learner", "lesson", "version", "item", "attempt")
REST = ("seq", "kind", "answer", "help", "at")
CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
KINDS = frozenset(Kind.values)
HELPS = frozenset(Help.values)
UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
TIME_FORM = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class BadBody(Exception):
    """The body as a whole cannot be read; `code` says why and `status` is the HTTP answer."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


class WrongField(Exception):
    """One field of an event cannot be read; its name is the argument."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One event as the device reported it, in our types; `digest` covers all of it."""

    index: int
    id: UUID
    sent_id: str
    device: UUID
    seq: int
    kind: str
    learner: UUID | None
    lesson: UUID
    version: UUID
    item: UUID | None
    attempt: UUID | None
    answer: Any
    help: str
    at: datetime
    device_time: str
    digest: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One event that cannot be read: which field is wrong, and the beginning of what was sent."""

    index: int
    sent_id: str | None
    field: str
    sent: str
    digest: str


def read_body(body: bytes) -> list[Reported | Unreadable]:
    """The events of a posted body, in the order sent; raises BadBody."""
    if len(body) > MOST_BYTES:
        raise BadBody("too_large", 413)
    content = parse(body)
    if not isinstance(content, dict) or not isinstance(content.get("events"), list):
        raise BadBody("no_events")
    if len(content["events"]) > MOST_EVENTS:
        raise BadBody("too_many_events")
    device = content.get("device")
    return [read_event(raw, index, device) for index, raw in enumerate(content["events"])]


def parse(body: bytes) -> Any:
    """Strict JSON: UTF-8, no NaN, no key twice, not deeper than DEEPEST; raises BadBody."""
    try:
        content = json.loads(
            body.decode(),
            object_pairs_hook=unique_keys,
            parse_constant=refuse_constant,
            parse_int=whole_number,
        )
    except RecursionError:
        raise BadBody("too_deep") from None
    except ValueError:
        raise BadBody("not_json") from None
    if is_deeper(content, DEEPEST):
        raise BadBody("too_deep")
    return content


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs; raises BadBody where a key stands twice."""
    content = dict(pairs)
    if len(content) != len(pairs):
        raise BadBody("duplicate_key")
    return content


def refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity are not JSON."""
    raise BadBody("not_json")


def whole_number(digits: str) -> int | float:
    """An integer; one with more digits than any field takes becomes infinite, which none takes."""
    return int(digits) if len(digits) <= MOST_DIGITS else math.inf


def is_deeper(value: Any, levels: int) -> bool:
    """Whether containers are nested more than `levels` deep."""
    if type(value) is dict:
        value = value.values()
    elif type(value) is not list:
        return False
    return levels == 0 or any(
        is_deeper(each, levels - 1) for each in value if type(each) is dict or type(each) is list
    )


def read_event(raw: Any, index: int, device: Any) -> Reported | Unreadable:
    """One event of the body, or what is wrong with it."""
    try:
        if not isinstance(raw, dict):
            raise WrongField("event")
        return reported(raw, index, device)
    except WrongField as wrong:
        return unreadable(raw, index, str(wrong))


def reported(raw: Mapping[str, Any], index: int, device: Any) -> Reported:
    """The event in our types; raises WrongField naming the first field that is wrong."""
    return Reported(
        index=index,
        id=required_id(raw, "id"),
        sent_id=raw["id"],
        device=required_id({"device": device}, "device"),
        seq=read_seq(raw.get("seq")),
        kind=read_word(raw.get("kind"), KINDS, "kind"),
        learner=optional_id(raw, "learner"),
        lesson=required_id(raw, "lesson"),
        version=required_id(raw, "version"),
        item=optional_id(raw, "item"),
        attempt=optional_id(raw, "attempt"),
        answer=read_answer(raw.get("answer")),
        help="" if raw.get("help") is None else read_word(raw["help"], HELPS, "help"),
        at=read_time(raw.get("at")),
        device_time=raw["at"],
        digest=content_digest(raw, device),
    )


def content_digest(raw: Mapping[str, Any], device: str) -> str:
    """A hash over all the device said, equal for equal content; refuses an answer that is too long."""
    said = [device.lower(), *(lowered(raw.get(name)) for name in IDS)]
    text = CANONICAL.encode([*said, *(raw.get(name) for name in REST)])
    if len(text) > LONGEST_ANSWER:
        raise WrongField("answer")
    return sha256(text.encode()).hexdigest()


def lowered(text: str | None) -> str | None:
    """An id as it is compared."""
    return text.lower() if text else None


def required_id(raw: Mapping[str, Any], name: str) -> UUID:
    """A uuid in its usual form, 8-4-4-4-12."""
    try:
        return as_id(raw.get(name))
    except (TypeError, ValueError):
        raise WrongField(name) from None


@lru_cache(maxsize=4096)
def as_id(text: str) -> UUID:
    """The uuid of a text; lessons, versions and items come again and again."""
    if not UUID_FORM.fullmatch(text):
        raise ValueError
    return UUID(text)


def optional_id(raw: Mapping[str, Any], name: str) -> UUID | None:
    """A uuid, or nothing."""
    return None if raw.get(name) is None else required_id(raw, name)


def read_seq(value: Any) -> int:
    """A whole number from 0 that the database can hold; true is not one."""
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise WrongField("seq")
    return value


def read_word(value: Any, known: frozenset[str], name: str) -> str:
    """One of the words a field knows."""
    if not isinstance(value, str) or value not in known:
        raise WrongField(name)
    return value


def read_time(value: Any) -> datetime:
    """ISO 8601 with an offset, as an instant; a leap second counts as the one before it."""
    found = TIME_FORM.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise WrongField("at")
    minute, second, fraction, offset = found.groups()
    whole = "59" if second == "60" else second or "00"
    micro = (fraction or "")[:6].ljust(6, "0")
    try:
        return in_utc(datetime.fromisoformat(f"{minute}:{whole}.{micro}{offset}"))
    except ValueError:
        raise WrongField("at") from None


def in_utc(moment: datetime) -> datetime:
    """The instant in UTC; one that falls off the calendar stands at its edge."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        edge = datetime.min if moment.year == 1 else datetime.max
        return edge.replace(tzinfo=UTC)


def read_answer(value: Any) -> Any:
    """Any JSON that every database can hold."""
    if not is_storable(value):
        raise WrongField("answer")
    return value


def is_storable(value: Any) -> bool:
    """No NUL, no half of a surrogate pair, no number out of range, at any depth."""
    if isinstance(value, str):
        return not UNSTORABLE.search(value)
    if isinstance(value, list):
        return all(map(is_storable, value))
    if isinstance(value, dict):
        return all(map(is_storable, value)) and all(map(is_storable, value.values()))
    return not isinstance(value, float | int) or abs(value) <= LARGEST


def unreadable(raw: Any, index: int, field: str) -> Unreadable:
    """What is kept of an event that cannot be read; its id only if it has the form of one."""
    text = json.dumps(raw, sort_keys=True)
    found = raw.get("id") if isinstance(raw, dict) else None
    is_id = isinstance(found, str) and UUID_FORM.fullmatch(found)
    return Unreadable(
        index=index,
        sent_id=found if is_id else None,
        field=field,
        sent=text[:LONGEST_SENT],
        digest=sha256(text.encode()).hexdigest(),
    )
