"""Text messages through eSMS: brand name, plain text, a receipt at an address of its own."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from identity.messaging.channels.outgoing import OutgoingMessage, Undeliverable, Unreachable
from identity.messaging.channels.vendor_http import Answer, NoAnswer, NotAsked, post_json
from identity.messaging.receipt_addresses import mac_of

PATH = "/MainService.svc/json/SendMultipleMessage_V4_post_json/"
CUSTOMER_CARE = "2"
ACCEPTED = "100"
KNOWN_REQUEST = "124"
# wrong keys, no balance, not on their list of our addresses: ours to mend, and the next try may pass
OURS_TO_MEND = frozenset({"101", "102", "103", "140"})
SERVER_ERROR = 500


class EsmsChannel:
    """eSMS takes a RequestId once only, so a try whose answer was lost can be repeated."""

    name = "esms"
    is_repeatable = True
    gives_receipts = True

    def send(self, message: OutgoingMessage) -> str:
        """Hand the text over; accepted is not yet delivered, the receipt tells that."""
        address = f"{settings.ESMS_ENDPOINT}{PATH}"
        try:
            answer = post_json(address, _body(message), headers={})
        except (NotAsked, NoAnswer) as failure:
            raise Unreachable(str(failure)) from None
        return _vendor_id(answer)


def _body(message: OutgoingMessage) -> dict[str, str]:
    """The keys travel in the body, as the vendor wants it."""
    back = reverse("messaging:receipt_esms", args=[message.id, mac_of(message.id)])
    return {
        "ApiKey": settings.ESMS_API_KEY,
        "SecretKey": settings.ESMS_SECRET_KEY,
        "Phone": "0" + message.to.removeprefix("+84"),
        "Content": message.text,
        "Brandname": settings.ESMS_BRANDNAME,
        "SmsType": CUSTOMER_CARE,
        "IsUnicode": "0",
        "Sandbox": "1" if settings.ESMS_SANDBOX else "0",
        "RequestId": str(message.id),
        "CallbackUrl": settings.SITE_URL + back,
        "campaignid": message.template,
    }


def _vendor_id(answer: Answer) -> str:
    """The id of an accepted message; what the vendor says in words may hold the number and is not kept."""
    result = str(answer.said.get("CodeResult", ""))
    if result in {ACCEPTED, KNOWN_REQUEST}:
        return str(answer.said.get("SMSID", ""))
    if not result or answer.status >= SERVER_ERROR or result in OURS_TO_MEND:
        raise Unreachable(f"esms_{result or answer.status}")
    raise Undeliverable(f"esms_{result}")
