"""Fill the databases that tests copy before the first test asks: `python -m tests.templates`."""

import gc
import os

import django

if __name__ == "__main__":
    # migrations make a model of every state of every table, and hardly any garbage
    gc.set_threshold(100_000, 20, 50)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from tests import databases

    databases.use("content")
    databases.drop()
