"""The one script that stands inside the page: text size before the first paint, allowed by its hash alone."""

import base64
import hashlib
from pathlib import Path
from typing import Final


def csp_hash(script: str) -> str:
    """The hash that, in quotes in `script-src`, allows exactly this script (CSP Level 3)."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


BOOT_SCRIPT: Final = Path(__file__).with_name("boot.js").read_text(encoding="utf-8").strip()
BOOT_SCRIPT_HASH: Final = csp_hash(BOOT_SCRIPT)
