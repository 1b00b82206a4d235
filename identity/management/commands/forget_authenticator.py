"""Let the person with this e-mail address set up a new authenticator app: for the last administrator."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from identity.accounts.contacts import ContactRefused, read_contact
from identity.accounts.queries import SharedContact, holder_of
from identity.signin.lost_phone import forget_phone


class Command(BaseCommand):
    """Ends all sessions too; the next sign-in shows a new QR code."""

    help = "Forget the authenticator app of the person with this phone or e-mail address."

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
        self.stdout.write(f"{person.name} sets up a new authenticator app at the next sign-in")
