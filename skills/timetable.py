"""What the clock starts; every line is safe to run twice and safe to miss."""

from typing import Any

from celery.schedules import crontab

EVERY_5_SECONDS = 5.0
EVERY_30_SECONDS = 30.0

TIMETABLE: dict[str, dict[str, Any]] = {
    "keep what was promised": {
        "task": "identity.outbox.tasks.sweep",
        "schedule": EVERY_5_SECONDS,
        # a tick that could not be taken before the next one is worth nothing
        "options": {"expires": EVERY_5_SECONDS},
    },
    "watch the messages": {
        "task": "identity.messaging.tasks.watch",
        "schedule": EVERY_30_SECONDS,
        "options": {"expires": EVERY_30_SECONDS},
    },
    "count messages reported late": {
        "task": "identity.messaging.tasks.count_late",
        "schedule": crontab(minute="20", hour="2"),
    },
    "forget promises that were kept": {
        "task": "identity.outbox.tasks.forget_done",
        "schedule": crontab(minute="15", hour="2"),
    },
    "seal the audit": {
        "task": "identity.audit.tasks.seal",
        "schedule": crontab(),
        "options": {"expires": 50},
    },
    "seal what was held back": {
        "task": "identity.audit.tasks.seal_late",
        "schedule": crontab(minute="50", hour="2"),
    },
    "close months of the audit": {
        "task": "identity.audit.tasks.close_and_purge",
        "schedule": crontab(minute="5", hour="0"),
    },
    "publish what is scheduled": {
        "task": "skills.tasks.publish_scheduled",
        "schedule": crontab(),
        "options": {"expires": 50},
    },
    "forget expired sign-ins": {
        "task": "identity.codes.tasks.purge",
        "schedule": crontab(minute="30"),
    },
    "forget what happened a year ago": {
        "task": "identity.security.tasks.purge",
        "schedule": crontab(minute="50", hour="2"),
    },
    "bring requests for lost accounts on": {
        "task": "identity.recovery.tasks.sweep_recoveries",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 500},
    },
    "forget requests for lost accounts": {
        "task": "identity.recovery.tasks.purge_recoveries",
        "schedule": crontab(minute="55", hour="2"),
    },
    "prove the figures": {
        "task": "courses.reports.tasks.prove_rollups",
        "schedule": crontab(minute="30", hour="2"),
    },
    "tell guardians of children who are 16": {
        "task": "courses.classes.tasks.tell_of_age",
        "schedule": crontab(minute="0", hour="9"),
    },
    "forget wrong join codes": {
        "task": "courses.classes.tasks.forget_tries",
        "schedule": crontab(minute="35"),
    },
    "find modules done lately": {
        "task": "courses.review.tasks.find_due",
        "schedule": crontab(minute="20", hour="3"),
    },
    "remind of reviews": {
        "task": "courses.review.tasks.remind",
        "schedule": crontab(minute="10", hour="9"),
    },
    "count what is remembered": {
        "task": "courses.reports.tasks.prove_retention",
        "schedule": crontab(minute="25", hour="2"),
    },
    "forget visitors' places to start": {
        "task": "courses.placement.tasks.forget_visitors",
        "schedule": crontab(minute="5", hour="3"),
    },
    "end roles nobody uses": {
        "task": "identity.signin.tasks.rest_idle_staff",
        "schedule": crontab(minute="10", hour="7"),
    },
    "mark late answers anew": {
        "task": "courses.regrading.tasks.sweep",
        "schedule": crontab(),
        "options": {"expires": 50},
    },
    "forget refused reports": {
        "task": "courses.progress.tasks.forget_refusals",
        "schedule": crontab(minute="40", hour="2"),
    },
    "forget ended sessions": {
        "task": "identity.sessions.tasks.forget_ended_sessions",
        "schedule": crontab(minute="45", hour="2"),
    },
    "clear away recordings nobody uses": {
        "task": "cms.media.tasks.sweep_recordings",
        "schedule": crontab(minute="15", hour="3"),
    },
    "certify whoever was missed": {
        "task": "courses.certificates.tasks.certify_missed",
        "schedule": crontab(minute="10", hour="3"),
    },
    "forget names on old certificates": {
        "task": "courses.certificates.tasks.forget_names",
        "schedule": crontab(minute="25", hour="3"),
    },
    "count what happened at each question": {
        "task": "courses.analysis.tasks.count_items",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 500},
    },
    "forget counts of reported faults": {
        "task": "courses.analysis.tasks.forget_report_budgets",
        "schedule": crontab(minute="55"),
    },
}
