"""Make the first administrator: the operator vouches for an e-mail address, its owner proves it."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from identity.accounts import actions as accounts
from identity.accounts.contacts import Contact, ContactRefused, read_contact
from identity.accounts.models import Person
from identity.accounts.names import NameRefused
from identity.accounts.queries import SharedContact, holder_of
from identity.roles import actions as roles
from identity.roles.actions import GrantRefused
from identity.roles.rules import Role


class Command(BaseCommand):
    """Opens the account if there is none and gives it the role; running it twice changes nothing.

    It sets no secret: the administrator signs in by a code sent to the address, and sets up the
    authenticator app at that first sign-in.
    """

    help = "Make an administrator of the person with this e-mail address."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="the address codes will be sent to")
        parser.add_argument("--name", default="Quản trị viên", help="the person's name")

    def handle(self, *_args: Any, **options: Any) -> None:
        contact = _email(options["email"])
        try:
            person, is_new = _make_admin(contact, name=options["name"])
        except (NameRefused, GrantRefused, SharedContact) as refused:
            raise CommandError(str(refused.message)) from None
        done = "is now" if is_new else "already is"
        self.stdout.write(f"{person.name} {done} an administrator; sign in at /dang-nhap/")


def _email(raw: str) -> Contact:
    try:
        contact = read_contact(raw)
    except ContactRefused as refused:
        raise CommandError(refused.message) from None
    if contact.kind != "email":
        raise CommandError("--email takes an e-mail address")
    return contact


def _make_admin(contact: Contact, *, name: str) -> tuple[Person, bool]:
    """The person, and whether the role is new to her."""
    now = timezone.now()
    with transaction.atomic():
        person = holder_of(contact) or accounts.create_person(
            name=name, birth_year=None, commune=None, contact=contact, now=now
        )
        try:
            roles.grant_role(by=None, person=person, role=Role.ADMIN, now=now)
        except GrantRefused as refused:
            if refused.code != "already_held":
                raise
            return person, False
    return person, True
