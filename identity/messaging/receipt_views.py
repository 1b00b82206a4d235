"""Where vendors report what became of a message; the answer is the same for ids we know and do not know."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from identity.messaging import receipts
from identity.messaging.receipt_addresses import is_mac_of
from identity.messaging.receipt_reading import Forged, read_esms, read_signed, read_zalo

LARGEST = 64 * 1024
TAKEN = HTTPStatus.NO_CONTENT


@never_cache
@require_GET
def from_esms(request: HttpRequest, message: UUID, mac: str) -> HttpResponse:
    """eSMS reports by GET and signs nothing; only it was told this address."""
    if not is_mac_of(message, mac):
        raise Http404
    receipts.take(read_esms(message, request.GET), via="esms", now=timezone.now())
    return HttpResponse(status=TAKEN)


@never_cache
@csrf_exempt
@require_POST
def from_zalo(request: HttpRequest) -> HttpResponse:
    """Zalo reports that a message reached the phone."""
    now = timezone.now()
    try:
        report = read_zalo(
            _body(request),
            signature=request.headers.get("X-ZEvent-Signature", ""),
            stamp=request.headers.get("X-ZEvent-Timestamp", ""),
            app_id=settings.ZALO_APP_ID,
            secret=settings.ZALO_OA_SECRET,
            now=now,
        )
    except Forged:
        raise Http404 from None
    receipts.take(report, via="zns", now=now)
    return HttpResponse(status=TAKEN)


@never_cache
@csrf_exempt
@require_POST
def from_forwarder(request: HttpRequest) -> HttpResponse:
    """A forwarder of the delivery log of AWS reports, signed with a secret it shares with us."""
    now = timezone.now()
    try:
        report = read_signed(
            _body(request),
            signature=request.headers.get("X-Receipt-Signature", ""),
            stamp=request.headers.get("X-Receipt-Timestamp", ""),
            secret=settings.SNS_RECEIPT_SECRET,
            now=now,
        )
    except Forged:
        raise Http404 from None
    receipts.take(report, via="sns", now=now)
    return HttpResponse(status=TAKEN)


def _body(request: HttpRequest) -> bytes:
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise Forged
    return request.body
