"""Fill the databases that tests copy before the first test asks: `python -m tests.templates`."""

import os

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from tests import databases

    databases.use("content")
    databases.drop()
