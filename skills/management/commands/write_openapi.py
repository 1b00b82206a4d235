"""`manage.py write_openapi`: write docs/openapi.json from the code."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from skills.api import api

TARGET = settings.BASE_DIR / "docs" / "openapi.json"


def description() -> str:
    """The description as it is committed."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    """Run it after changing the API; a test fails while the file is stale."""

    help = "Write docs/openapi.json."

    def handle(self, *args: Any, **options: Any) -> None:
        """Overwrite the file."""
        TARGET.write_text(description(), encoding="utf-8")
        self.stdout.write(f"Written to {TARGET}")
