"""The name of the request being answered, for log lines and audit entries."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
