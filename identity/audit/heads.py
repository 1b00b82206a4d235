"""The newest digest of the chain, told outside the database: a line in the log, a file in the store.

Whoever can rewrite the whole chain cannot take these back.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from identity.audit.models import Seal

STORE = "audit"
LOGGER = "identity.audit.heads"
FILE_NAME = re.compile(r"(\d{12})-([0-9a-f]{8})")
logger = logging.getLogger(LOGGER)


class HeadsUnread(Exception):
    """The store with the heads does not answer."""

    code = "heads_unread"


@dataclass(frozen=True)
class Told:
    """What somebody outside knows of a seal: its number, and its digest or how that begins."""

    number: int
    digest: str


@dataclass(frozen=True)
class Head(Told):
    """One seal as it was published."""

    segment: str
    entries: int
    key_id: str
    signature: str

    @classmethod
    def of(cls, seal: Seal) -> Head:
        """What is told of a seal: no entry, no person."""
        return cls(
            number=seal.number,
            segment=seal.segment,
            entries=seal.entries,
            digest=seal.digest,
            key_id=seal.key_id,
            signature=seal.signature,
        )

    @property
    def file_name(self) -> str:
        """Where it is kept; names of one segment sort by number, and another seal gets another name."""
        return f"{self.segment}/{self.number:012}-{self.digest[:8]}.json"


def publish(number: int) -> None:
    """Tell the head of this seal to the log and to the store; telling it again changes nothing."""
    seal = Seal.objects.filter(number=number).first()
    if seal is None:
        return
    head = Head.of(seal)
    logger.info("sealed", extra=asdict(head))
    store = storages[STORE]
    if not store.exists(head.file_name):
        store.save(head.file_name, ContentFile(json.dumps(asdict(head)).encode()))


def kept_heads() -> Iterator[Told]:
    """Every head in the store: the newest of each segment whole, the others as their names tell them.

    A chain that was written anew has other digests from there on, however long it has grown since.
    Refusal: HeadsUnread.
    """
    try:
        yield from _kept_in(storages[STORE])
    except Exception as failure:  # each store breaks down in its own way
        raise HeadsUnread(type(failure).__name__) from failure


def heads_in_log(lines: Iterable[str]) -> Iterator[Head]:
    """Every head among the lines of our log; lines of others are passed over."""
    for line in lines:
        told = _object(line)
        if told.get("logger") == LOGGER:
            yield Head(**{name: told[name] for name in Head.__dataclass_fields__})


def _kept_in(store: Storage) -> Iterator[Told]:
    for segment in sorted(_listed(store, "")[0]):
        names = sorted(filter(FILE_NAME.match, _listed(store, segment)[1]))
        yield from map(_told_by_name, names[:-1])
        if names:
            yield _read(store, segment, names[-1])


def _read(store: Storage, segment: str, name: str) -> Told:
    """The whole head; what its name tells where a crash left only half of it."""
    with store.open(f"{segment}/{name}") as file:
        said = _object(file.read())
    try:
        return Head(**said)
    except TypeError:
        return _told_by_name(name)


def _told_by_name(name: str) -> Told:
    number, digest = FILE_NAME.findall(name)[0]
    return Told(int(number), digest)


def _object(line: str | bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _listed(store: Storage, folder: str) -> tuple[list[str], list[str]]:
    """Folders and files; none where nothing was ever written."""
    try:
        return store.listdir(folder)
    except FileNotFoundError:
        return [], []
