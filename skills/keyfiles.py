"""The keys of an embedded installation: made at its first start, kept under DATA_DIR/keys, mode 0600."""

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

from skills.environment import KEY_BYTES, read_key_ring


def embedded_secret_key(data_dir: Path) -> str:
    """Django's SECRET_KEY of this installation."""
    return _kept(data_dir / "keys" / "secret_key", secrets.token_urlsafe(64))


def embedded_key_ring(data_dir: Path) -> list[tuple[str, bytes]]:
    """The key ring of this installation, as (id, 32 bytes), current first."""
    fresh = "k1:" + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    path = data_dir / "keys" / "ring"
    return read_key_ring(_kept(path, fresh), name=str(path))


def _kept(path: Path, fresh: str) -> str:
    """What the file holds; the first of several processes starting at once decides."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(fresh)
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
