"""The Celery application: tasks of every app, and the timetable that beat follows."""

import os
import warnings
from pathlib import Path

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

from skills.timetable import TIMETABLE

# root is dangerous to workers that unpickle what they are sent; ours read JSON only
warnings.filterwarnings("ignore", message="You're running the worker with superuser")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skills.settings")

TIMETABLE_STATE = settings.DATA_DIR / "queue" / "beat"

app = Celery("skills")
app.conf.update(
    settings.CELERY,
    beat_schedule=TIMETABLE,
    beat_schedule_filename=str(TIMETABLE_STATE),
    timezone=settings.TIME_ZONE,
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_soft_time_limit=240,
    task_time_limit=300,
    task_publish_retry=False,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
)
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_options: object) -> None:
    """Celery would replace the configuration Django made; ours redacts."""


def make_queue_folders() -> None:
    """Beat and the filesystem transport expect their folders to be there; beat has one beside Redis too."""
    TIMETABLE_STATE.parent.mkdir(parents=True, exist_ok=True)
    for name, folder in settings.CELERY.get("broker_transport_options", {}).items():
        if name.endswith("folder") or "_folder_" in name:
            Path(folder).mkdir(parents=True, exist_ok=True)


make_queue_folders()
