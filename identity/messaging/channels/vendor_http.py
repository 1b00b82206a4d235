"""One request to a vendor over HTTP: short, bounded in time and size, and never in a log."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
)

CONNECT_SECONDS = 3.0
READ_SECONDS = 5.0
WHOLE_SECONDS = 8.0
LARGEST_ANSWER = 64 * 1024
PIECE = 4096

_pool = urllib3.PoolManager(retries=False, maxsize=4)


@dataclass(frozen=True)
class Answer:
    """What a vendor said: the status, and the object in the body (empty when it is none)."""

    status: int
    said: Mapping[str, Any] = field(repr=False)


class NotAsked(Exception):
    """No connection: the vendor surely heard nothing."""


class NoAnswer(Exception):
    """The request went out and nothing whole came back: the vendor may have heard it."""


def post(url: str, *, body: bytes, headers: Mapping[str, str]) -> Answer:
    """POST once, without redirects. Refusals: NotAsked, NoAnswer; neither says what was sent."""
    ends = time.monotonic() + WHOLE_SECONDS
    try:
        response = _pool.request(
            "POST",
            url,
            body=body,
            # a connection that was kept may be dead, and then nobody knows what the vendor heard
            headers={"Connection": "close", **headers},
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            redirect=False,
            preload_content=False,
        )
    except (ConnectTimeoutError, NewConnectionError, NameResolutionError) as failure:
        raise NotAsked(type(failure).__name__) from None
    except HTTPError as failure:
        raise NoAnswer(type(failure).__name__) from None
    try:
        return Answer(response.status, _object(_read(response, ends=ends)))
    finally:
        response.release_conn()


def post_json(url: str, said: Mapping[str, Any], *, headers: Mapping[str, str]) -> Answer:
    """POST an object as JSON."""
    return post(
        url,
        body=json.dumps(said).encode(),
        headers={"Content-Type": "application/json", **headers},
    )


def _read(response: urllib3.BaseHTTPResponse, *, ends: float) -> bytes:
    """The whole body, however slowly it drips, unless it takes too long or is too large."""
    body = b""
    try:
        while piece := response.read1(PIECE):
            body += piece
            if len(body) > LARGEST_ANSWER or time.monotonic() > ends:
                raise NoAnswer("too_long")
    except HTTPError as failure:
        raise NoAnswer(type(failure).__name__) from None
    return body


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
