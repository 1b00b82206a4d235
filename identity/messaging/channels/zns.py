"""Template messages to the Zalo of a phone number (ZNS)."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from identity.messaging import vendor_tokens
from identity.messaging.channels.outgoing import OutgoingMessage, Undeliverable, Unreachable
from identity.messaging.channels.vendor_http import Answer, NoAnswer, NotAsked, post_json

PATH = "/message/template"
TEMPLATE_OF = {"sign_in_code": "ZNS_TEMPLATE_SIGN_IN"}
"""Our template -> the setting that holds the id Zalo gave to it."""
PARAMETERS = {"code": "otp", "minutes": "phut"}
"""Our parameter -> its name in the template at Zalo; an OTP template takes two at most."""

ACCEPTED = 0
WRONG_TOKEN = frozenset({-124, -216})
# their own error, no balance, not at this hour, quota of the day: may pass later
WORTH_ANOTHER_TRY = frozenset({-100, -115, -133, -144})


class ZnsChannel:
    """ZNS names no key that would make a second copy harmless, so nothing unclear is sent again."""

    name = "zns"
    is_repeatable = False
    gives_receipts = True

    def send(self, message: OutgoingMessage) -> str:
        """Hand the parameters over under the template's id at Zalo."""
        setting = TEMPLATE_OF.get(message.template)
        if setting is None:
            raise Undeliverable("no_template")
        token = vendor_tokens.access(now=timezone.now())
        try:
            answer = post_json(
                f"{settings.ZALO_ENDPOINT}{PATH}",
                _body(message, template_id=getattr(settings, setting)),
                headers={"access_token": token},
            )
        except NotAsked as failure:
            raise Unreachable(str(failure)) from None
        except NoAnswer:
            raise Undeliverable("answer_missing") from None
        return _vendor_id(answer)


def _body(message: OutgoingMessage, *, template_id: str) -> dict[str, object]:
    data = {PARAMETERS[name]: value for name, value in message.params.items() if name in PARAMETERS}
    return {
        "phone": message.to.removeprefix("+"),
        "template_id": template_id,
        "template_data": data,
        "tracking_id": str(message.id),
    }


def _vendor_id(answer: Answer) -> str:
    error = answer.said.get("error")
    if error == ACCEPTED:
        data = answer.said.get("data")
        return str(data.get("msg_id", "")) if isinstance(data, dict) else ""
    if error in WRONG_TOKEN:
        vendor_tokens.distrust(now=timezone.now())
        raise Unreachable("zns_token")
    if error in WORTH_ANOTHER_TRY:
        raise Unreachable(f"zns_{error}")
    # a refusal, or no verdict of theirs at all: then nobody knows whether it left
    raise Undeliverable(f"zns_{answer.status if error is None else error}")
