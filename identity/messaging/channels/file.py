"""The channel of a laptop: one JSON object a line, appended to DATA_DIR/outbox.jsonl."""

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from identity.messaging.channels.outgoing import OutgoingMessage


@dataclass(frozen=True)
class FileChannel:
    """Whole lines only: each is written in one call under a lock and reaches the disk before it counts."""

    path: Path
    name = "file"
    is_repeatable = True
    gives_receipts = False

    def send(self, message: OutgoingMessage) -> str:
        """Append the message; on a retry only if it does not stand there yet."""
        line = json.dumps(_as_json(message), ensure_ascii=False).encode() + b"\n"
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
        with os.fdopen(os.open(self.path, flags, 0o600), "rb+", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if message.is_retry and _holds(file, str(message.id)):
                return ""
            os.write(file.fileno(), _mended(file) + line)
            os.fsync(file.fileno())
        return ""


def _as_json(message: OutgoingMessage) -> dict[str, Any]:
    return {
        "id": str(message.id),
        "channel": message.kind,
        "to": message.to,
        "text": message.text,
        "template": message.template,
        "params": dict(message.params),
        "at": message.at.isoformat(),
    }


def _holds(file: Any, message_id: str) -> bool:
    file.seek(0)
    wanted = json.dumps({"id": message_id})[1:-1].encode()
    return any(line.startswith(b"{" + wanted) and line.endswith(b"\n") for line in file)


def _mended(file: Any) -> bytes:
    """A line break if a writer was killed in the middle of a line."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"
