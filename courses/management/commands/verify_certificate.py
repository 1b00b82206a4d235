"""Check a certificate by hand: a token from a QR square, the address it leads to, or a code."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.certificates.codes import Mistyped, read_code, shown
from courses.certificates.queries import by_code
from courses.certificates.tokens import Claim, NotSigned, read_token


class Command(BaseCommand):
    """`manage.py verify_certificate <token>`: what the signature says, then what became of it since."""

    help = "Check the signature of a certificate's token or QR address, or look a code up."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "token", help="the token, the whole address of the QR square, or a code"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        text = options["token"].rpartition("#")[2].strip()
        try:
            code = read_code(text)
        except Mistyped:
            code = self._proved(text).code
        self._tell_standing(code)

    def _proved(self, token: str) -> Claim:
        try:
            claim = read_token(token)
        except NotSigned as refused:
            raise CommandError(f"not genuine: {refused.code}") from refused
        self.stdout.write(f"genuine: signed by key {claim.key_id}")
        self.stdout.write(f"{claim.name}: {claim.course}, edition {claim.edition}, {claim.band}")
        self.stdout.write(f"issued on {claim.issued_on:%Y-%m-%d}, code {shown(claim.code)}")
        return claim

    def _tell_standing(self, code: str) -> None:
        found = by_code(code)
        if found is None:
            raise CommandError(f"unknown: this site has issued nothing with the code {shown(code)}")
        standing = found.standing
        self.stdout.write(f"{standing.status} since {standing.at:%Y-%m-%d} ({standing.reason})")
        if hasattr(found, "replaced_by"):
            self.stdout.write(f"replaced by {found.replaced_by.shown_code}")
