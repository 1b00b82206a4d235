"""Alive (/healthz) and ready (/readyz): for operators, before sessions and without personal data."""

import logging
from collections.abc import Callable

from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from skills.celery import app as celery

logger = logging.getLogger(__name__)
ALIVE, READY = "/healthz", "/readyz"
OUT_OF_ORDER = 503


class HealthMiddleware:
    """Answers the two addresses; they need neither host name nor session nor database table."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == ALIVE:
            return _answer({"alive": "ok"})
        if request.path == READY:
            return _answer({name: _state(name, check) for name, check in CHECKS.items()})
        return self.get_response(request)


def _answer(states: dict[str, str]) -> HttpResponse:
    good = all(state == "ok" for state in states.values())
    response = JsonResponse(states, status=200 if good else OUT_OF_ORDER)
    response["Cache-Control"] = "no-store"
    return response


def _state(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception as lost:  # noqa: BLE001 - whatever it is, the answer is "not ready"
        logger.warning("not ready", extra={"part": name, "error": type(lost).__name__})
        return "out of reach"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _queue() -> None:
    with celery.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=1)


def _storage() -> None:
    default_storage.exists("readyz")


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "queue": _queue,
    "storage": _storage,
}
