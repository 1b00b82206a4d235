"""The project's settings with a throw-away data folder, fixed keys and no broker."""

import os
import tempfile
from pathlib import Path

from tests import keys, services

DATA = Path(tempfile.mkdtemp(prefix="ben-so-test-"))
os.environ.update(
    ENVIRONMENT="embedded",
    DATA_DIR=str(DATA),
    SECRET_KEY=keys.SECRET_KEY,
    DATABASE_POOL="0",
    LOG_LEVEL="ERROR",
    # playwright keeps an event loop in the thread of the tests
    DJANGO_ALLOW_ASYNC_UNSAFE="yes",
)
for chosen_elsewhere in ("REDIS_URL", "S3_BUCKET", "SITE_URL", "DATABASE_URL", "WEBAUTHN_RP_ID"):
    os.environ.pop(chosen_elsewhere, None)
keys.write_ring(DATA)
if services.chosen_database() == "postgres":
    os.environ["DATABASE_URL"] = services.postgres_address()

from skills.settings import *  # noqa: E402, F403

CELERY = {"broker_url": "memory://"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "audit": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "audit"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# every test client would read through all collected files anew; the served site has its own settings
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
