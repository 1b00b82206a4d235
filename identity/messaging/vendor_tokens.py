"""Access to Zalo: a token that lives for a day, renewed with one that works once, by one worker at a time."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q

from identity import keys
from identity.messaging.channels.outgoing import Unreachable
from identity.messaging.channels.vendor_http import NoAnswer, NotAsked, post
from identity.messaging.models import VendorToken

VENDOR = "zalo"
PURPOSE = "messaging.vendor_token"
PATH = "/v4/oa/access_token"
# renewed this long before it ends
RENEW_BEFORE = dt.timedelta(minutes=10)
# longer than one renewal can take
RENEWAL_LEASE = dt.timedelta(seconds=30)


def access(*, now: dt.datetime) -> str:
    """A token that works now, renewed by this call where it must be.

    A renewal spends the refresh token, so one conditional UPDATE decides who does it; everybody else
    comes back later. Refusal: Unreachable (nobody gave a first token, another worker is renewing,
    Zalo does not answer).
    """
    row = VendorToken.objects.filter(vendor=VENDOR).first()
    if row is None:
        raise Unreachable("zalo_token_missing")
    if row.sealed_access and row.expires_at - RENEW_BEFORE > now:
        return _open(row.sealed_access)
    free = Q(renewing_until=None) | Q(renewing_until__lte=now)
    mine = VendorToken.objects.filter(free, pk=row.pk, sealed_refresh=row.sealed_refresh)
    if not mine.update(renewing_until=now + RENEWAL_LEASE):
        raise Unreachable("zalo_token_renewing")
    return _renew(row, now=now)


def distrust(*, now: dt.datetime) -> None:
    """Zalo did not take the token: the next message renews it."""
    VendorToken.objects.filter(vendor=VENDOR).update(expires_at=now)


def keep_first(*, refresh_token: str, now: dt.datetime) -> None:
    """Seal the refresh token an operator got at Zalo; the first message makes an access token of it."""
    VendorToken.objects.update_or_create(
        vendor=VENDOR,
        defaults={
            "sealed_access": "",
            "sealed_refresh": _seal(refresh_token),
            "expires_at": now,
            "renewing_until": None,
            "updated_at": now,
        },
    )


def _renew(row: VendorToken, *, now: dt.datetime) -> str:
    form = {
        "app_id": settings.ZALO_APP_ID,
        "grant_type": "refresh_token",
        "refresh_token": _open(row.sealed_refresh),
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "secret_key": settings.ZALO_APP_SECRET,
    }
    try:
        answer = post(
            f"{settings.ZALO_OAUTH_ENDPOINT}{PATH}", body=urlencode(form).encode(), headers=headers
        )
    except (NotAsked, NoAnswer) as failure:
        raise Unreachable(str(failure)) from None
    token, refresh = answer.said.get("access_token"), answer.said.get("refresh_token")
    seconds = str(answer.said.get("expires_in", ""))
    if not isinstance(token, str) or not isinstance(refresh, str) or not seconds.isdecimal():
        raise Unreachable("zalo_token_refused")
    VendorToken.objects.filter(pk=row.pk).update(
        sealed_access=_seal(token),
        sealed_refresh=_seal(refresh),
        expires_at=now + dt.timedelta(seconds=int(seconds)),
        renewing_until=None,
        updated_at=now,
    )
    return token


def _seal(token: str) -> str:
    return keys.seal(token, purpose=PURPOSE, context=VENDOR)


def _open(sealed: str) -> str:
    try:
        return keys.unseal(sealed, purpose=PURPOSE, context=VENDOR)
    except keys.Unsealable:
        raise Unreachable("zalo_token_sealed") from None
