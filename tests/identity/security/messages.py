"""What people were sent, as the file channel of a laptop writes it down."""

import json
import re

from django.conf import settings
from django.utils import timezone

from identity.outbox import actions as outbox


def sent(to: str | None = None) -> list[dict]:
    """Every message that left, oldest first, once the outbox has been kept; those to one address."""
    outbox.keep_due(now=timezone.now)
    file = settings.DATA_DIR / "outbox.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [message for message in map(json.loads, lines) if to in (None, message["to"])]


def notices(to: str | None = None) -> list[dict]:
    """The notices among them."""
    return [message for message in sent(to) if message["template"].endswith("_notice")]


def reply_in(message: dict) -> str:
    """The twelve digits of a text message, as they stand there."""
    return re.search(r"\d{4} \d{4} \d{4}", message["text"]).group()


def path_in(message: dict) -> str:
    """The path of the link of an e-mail."""
    return re.search(r"/khong-phai-toi/[a-z2-7]{32}/", message["text"]).group()
