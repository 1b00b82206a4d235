"""Keys for tests only: fixed, so that a database template made by one process opens in another."""

import base64
from pathlib import Path

SECRET_KEY = "only-for-tests-" + "k" * 50
RING = "test1:" + base64.b64encode(bytes(range(32))).decode()


def write_ring(data_dir: Path) -> None:
    """Put the ring where an embedded installation keeps it."""
    folder = data_dir / "keys"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ring").write_text(RING)
