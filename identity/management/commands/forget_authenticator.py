"""Let the person with this address set up a new second factor: for the last administrator."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from identity.accounts.contacts import ContactRefused, read_contact
from identity.accounts.queries import SharedContact, holder_of
from identity.signin.lost_phone import forget_phone


class Command(BaseCommand):
    """Ends all sessions too; the next sign-in of staff sets up a new app or passkey."""

    help = (
        "Forget app, passkeys and recovery codes of the person with this phone or e-mail address."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--contact", required=True, help="phone number or e-mail address")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            person = holder_of(read_contact(options["contact"]))
        except (ContactRefused, SharedContact) as refused:
            raise CommandError(str(refused.message)) from None
        if person is None:
            raise CommandError("Nobody has an account with this address.")
        forget_phone(person=person, by=None, now=timezone.now())
        self.stdout.write(f"{person.name} sets up a new second factor at the next sign-in")
