"""Print the register of personal data as Markdown."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from identity.privacy.walk import register_markdown


class Command(BaseCommand):
    """`manage.py privacy_register > docs/privacy-register.md`."""

    help = "Print the register of personal data as Markdown."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(register_markdown(), ending="")
