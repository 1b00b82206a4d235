"""Lists in pages: `limit` rows at a time, and a cursor that says after which one to go on."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema
from ninja.errors import HttpError

MOST = 200
Row = TypeVar("Row")


class Page(Schema):
    """What a caller may ask of a list."""

    limit: int = Field(MOST, ge=1, le=MOST)
    cursor: str | None = Field(None, max_length=64)


def cut(
    rows: Sequence[Row],
    page: Page,
    *,
    key: Callable[[Row], UUID],
    request: HttpRequest,
    response: HttpResponse,
) -> Sequence[Row]:
    """The rows of this page; the header Link names the next one (RFC 8288). Refusal: bad_cursor."""
    begin = _place_after([key(row) for row in rows], page.cursor)
    shown = rows[begin : begin + page.limit]
    if begin + page.limit < len(rows):
        query = urlencode({"limit": page.limit, "cursor": _cursor(key(shown[-1]))})
        response["Link"] = f'<{request.path}?{query}>; rel="next"'
    return shown


def _place_after(keys: list[UUID], cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return keys.index(UUID(bytes=base64.urlsafe_b64decode(f"{cursor}=="))) + 1
    except (ValueError, binascii.Error):
        raise HttpError(400, "bad_cursor") from None


def _cursor(key: UUID) -> str:
    return base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")
