"""The shapes in which vendors report, and how each proves who it is; pure but for the keys.

Whatever cannot be read or proved is Forged; the answer to it tells nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from identity.messaging.receipts import Report

# how far the clock of whoever signs may be from ours; a receipt id counts once anyway
CLOCKS_APART = dt.timedelta(minutes=5)
# Zalo signs the moment of the event and repeats its call for a while
ZALO_REPEATS_FOR = dt.timedelta(days=1)
ESMS_REJECTED = "4"
# no moment and no count a vendor tells has more digits
MOST_DIGITS = 18


class Forged(Exception):
    """The receipt was not sent by the vendor, not in time, or in no shape of the vendor's."""

    code = "forged"


def read_esms(message: UUID, query: Mapping[str, str]) -> Report:
    """eSMS calls an address of the message's own and says how many of its numbers were reached."""
    status = query.get("SendStatus", "")
    reached, failed = (_count(query.get(name, "")) for name in ("SendSuccess", "SendFailed"))
    arrived = None
    if reached:
        arrived = True
    elif failed or status == ESMS_REJECTED:
        arrived = False
    return Report(
        id=f"{message}:{status}:{reached}:{failed}",
        message=message,
        vendor_id="",
        arrived=arrived,
    )


def read_zalo(
    body: bytes, *, signature: str, stamp: str, app_id: str, secret: str, now: dt.datetime
) -> Report:
    """Zalo signs SHA-256 of application, body, time and the secret of the official account.

    The time stands in a header, or in the body only.
    """
    said = _object(body)
    stamp = stamp or str(said.get("timestamp", ""))
    _check_moment(stamp, per_second=1000, apart=ZALO_REPEATS_FOR, now=now)
    signed = app_id.encode() + body + stamp.encode() + secret.encode()
    expected = hashlib.sha256(signed).hexdigest()
    if not secret or not _same(expected, signature.removeprefix("mac=")):
        raise Forged
    message = said.get("message")
    told = message if isinstance(message, dict) else {}
    return Report(
        id=f"{said.get('event_name')}:{told.get('msg_id')}",
        message=_uuid(told.get("tracking_id")),
        vendor_id=str(told.get("msg_id", "")),
        arrived=True if said.get("event_name") == "user_received_message" else None,
    )


def read_signed(
    body: bytes, *, signature: str, stamp: str, secret: str, now: dt.datetime
) -> Report:
    """Our own shape: HMAC-SHA256 over "<seconds since 1970>.<body>" with a secret of the channel.

    The body is an object with `id`, `message` (the vendor's id of it) and `arrived` (true or false).
    """
    _check_moment(stamp, per_second=1, apart=CLOCKS_APART, now=now)
    signed = stamp.encode() + b"." + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    if not secret or not _same(expected, signature):
        raise Forged
    said = _object(body)
    arrived = said.get("arrived")
    return Report(
        id=str(said.get("id", "")),
        message=None,
        vendor_id=str(said.get("message", "")),
        arrived=arrived if isinstance(arrived, bool) else None,
    )


def _check_moment(stamp: str, *, per_second: int, apart: dt.timedelta, now: dt.datetime) -> None:
    if not _is_number(stamp):
        raise Forged
    if abs(int(stamp) / per_second - now.timestamp()) > apart.total_seconds():
        raise Forged


def _same(expected: str, shown: str) -> bool:
    return hmac.compare_digest(expected.encode(), shown.encode())


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Forged from None
    if not isinstance(said, dict):
        raise Forged
    return said


def _count(text: str) -> int:
    return int(text) if _is_number(text) else 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
