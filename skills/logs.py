"""Log lines as JSON, with the request's name, and without what could tell who somebody is."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from identity.audit.context import request_id

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_SECRET_NAMES = re.compile(
    r"cookie|token|secret|authorization|session|csrf|password|code|contact|phone|email|name$|seed",
    re.IGNORECASE,
)
_PATTERNS = (
    (re.compile(r"[^\s@<>\"'=,;:/]+@[^\s@<>\"',;]+\.[^\s@<>\"',;]+"), "[email]"),
    (re.compile(r"(?<![\w-])(?:\+?84|0)(?:[ .-]?\d){8,10}(?![\w-])"), "[phone]"),
    (re.compile(r"(?<![\w.-])\d{6}(?![\w.-])"), "[code]"),
    # a citizen's number
    (re.compile(r"(?<![\w-])\d{12}(?![\w-])"), "[number]"),
    # the secret part of a link; names of pages are small letters with hyphens between the words
    (
        re.compile(r"(?<=/)(?:[A-Za-z0-9]{24,}|(?=[^/\s]*[A-Z])[A-Za-z0-9_-]{20,})(?![\w-])"),
        "[token]",
    ),
    (
        re.compile(
            r"(?i)\b((?:__Host-)?(?:session(?:id)?|csrf(?:token)?|token|bearer|secret)[=: ]+)[^\s;,&\"']+"
        ),
        r"\1[hidden]",
    ),
    (re.compile(r"\b[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}(?:\.[A-Za-z0-9_-]{16,})?\b"), "[token]"),
)


def redact(text: str) -> str:
    """The text without e-mail addresses, phone numbers, six-digit codes, tokens and cookies."""
    for pattern, mask in _PATTERNS:
        text = pattern.sub(mask, text)
    return text


def redacted(value: Any, *, name: str = "") -> Any:
    """The same for whatever a log line carries; a value under a telling name is hidden whole."""
    if isinstance(value, bool | int | float | None):
        return value
    if name and _SECRET_NAMES.search(name):
        return "[hidden]"
    if isinstance(value, dict):
        return {str(key): redacted(inner, name=str(key)) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redacted(inner) for inner in value]
    return redact(str(value))


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
            "request": request_id.get(),
        }
        extra = {key: value for key, value in vars(record).items() if key not in _STANDARD}
        line |= {key: redacted(value, name=key) for key, value in extra.items() if key != "request"}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _trace(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def _trace(where: Any) -> list[str]:
    """File, line and function of each frame; the error's own text may quote a form and stays out."""
    frames = traceback.extract_tb(where)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def configuration(*, level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard output, in our form."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "skills.logs.JsonFormatter"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django": {"handlers": ["out"], "level": level, "propagate": False},
            # one line for each request is written by skills.requests, with the same facts
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR"},
            "django.db.backends": {"level": "WARNING"},
            "botocore": {"level": "WARNING"},
            "fido2": {"level": "WARNING"},
            # the heads of the audit are worth nothing where nobody kept them
            "identity.audit.heads": {"level": "INFO"},
            # these tell of every tick of the timetable
            "celery": {"level": "WARNING"},
            "kombu": {"level": "ERROR"},
        },
    }
