"""The newest digest of the chain, told outside the database: a line in the log, a file in the store.

Whoever can rewrite the whole chain cannot take these back.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from identity.audit.models import Seal

STORE = "audit"
LOGGER = "identity.audit.heads"
logger = logging.getLogger(LOGGER)


@dataclass(frozen=True)
class Head:
    """One seal as it was published."""

    number: int
    segment: str
    entries: int
    digest: str
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


def last_kept_heads() -> Iterator[Head]:
    """The newest head of every segment in the store: the chain before it hangs on it."""
    store = storages[STORE]
    for segment in sorted(_listed(store, "")[0]):
        names = _listed(store, segment)[1]
        if names:
            with store.open(f"{segment}/{max(names)}") as file:
                yield Head(**json.loads(file.read()))


def heads_in_log(lines: Iterable[str]) -> Iterator[Head]:
    """Every head among the lines of our log; lines of others are passed over."""
    for line in lines:
        told = _object(line)
        if told.get("logger") == LOGGER:
            yield Head(**{name: told[name] for name in Head.__dataclass_fields__})


def _object(line: str) -> dict[str, Any]:
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
