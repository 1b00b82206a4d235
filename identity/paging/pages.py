"""Lists in pages: `limit` rows at a time, and a cursor that says after which one to go on."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

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
    key: Callable[[Row], object],
    request: HttpRequest,
    response: HttpResponse,
) -> Sequence[Row]:
    """The rows of this page; the header Link names the next one (RFC 8288). Refusal: bad_cursor.

    `key` gives what a row is known by outside: a uuid or a code.
    """
    begin = _place_after([str(key(row)) for row in rows], page.cursor)
    shown = rows[begin : begin + page.limit]
    if begin + page.limit < len(rows):
        query = request.GET.copy()
        query["limit"], query["cursor"] = str(page.limit), _cursor(str(key(shown[-1])))
        response["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return shown


def _place_after(keys: list[str], cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return keys.index(base64.urlsafe_b64decode(f"{cursor}==").decode()) + 1
    except (ValueError, binascii.Error):
        raise HttpError(400, "bad_cursor") from None


def _cursor(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")
