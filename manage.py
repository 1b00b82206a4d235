#!/usr/bin/env python
"""Runs one of Django's or our own management commands."""

import os
import sys

from django.core.management import execute_from_command_line

from skills.environment import WrongSetting


def main() -> None:
    """A wrong or missing variable ends the command with its one sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skills.settings")
    try:
        execute_from_command_line(sys.argv)
    except WrongSetting as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit("Stopped.")


if __name__ == "__main__":
    main()
