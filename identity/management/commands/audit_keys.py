"""Print the public keys with which anybody can check the seals of the audit."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from identity.audit.canonical import PURPOSE
from identity.keys import public_keys, retirement


class Command(BaseCommand):
    """`manage.py audit_keys`: publish them where the operators of this machine cannot change them."""

    help = (
        "Print the public keys (Ed25519, PEM) of the audit's seals, the current one first, "
        "and what goes into RETIRED_KEYS when one leaves the ring."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        for key_id, pem in public_keys(purpose=PURPOSE).items():
            self.stdout.write(
                f"{key_id}\n{pem}RETIRED_KEYS: {retirement(key_id, purpose=PURPOSE)}\n"
            )
