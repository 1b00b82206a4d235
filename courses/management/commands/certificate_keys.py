"""List the public keys of certificates, and what keeps old certificates checkable when a key leaves."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from courses.certificates import tokens
from identity.keys import current_key_id, key_ids, retirement


class Command(BaseCommand):
    """`manage.py certificate_keys`: run it before a key leaves KEY_RING."""

    help = (
        "List every key certificates were signed with, the current one first, retired ones with their "
        "last day, and what goes into RETIRED_KEYS when one leaves the ring."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        for key in tokens.public_keys():
            self.stdout.write(
                f"{key.key_id}  {tokens.encoded(key.public)}  {_state(key.key_id, key.until)}"
            )
            if key.key_id in key_ids():
                line = retirement(key.key_id, purpose=tokens.PURPOSE)
                self.stdout.write(f"RETIRED_KEYS: {line}:<last day, such as 2026-12-31>")


def _state(key_id: str, until: object) -> str:
    if key_id == current_key_id():
        return "signs now"
    if key_id in key_ids():
        return "on the ring, signs no more"
    return f"retired, last day {until}" if until else "retired"
