"""Refuses a site whose text messages would cost two parts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils import translation

from identity.accounts.nicknames import LONGEST
from identity.messaging import gsm7, wording

# what a security notice may say happened, after the nickname of whom it happened to
LONGEST_EVENT = 32
LONGEST_PARAMS = {
    "code": "888888",
    "minutes": "10",
    "what": "n" * (LONGEST + len(": ") + LONGEST_EVENT),
    "at": "23:59 30/12",
    "reply": "8888 8888 8888",
    "day": "30/12/2026",
}


@register()
def text_messages_fit_one_part(**_kwargs: Any) -> list[CheckMessage]:
    """The last line of a text message names the host: too long a one would double the price of each."""
    with translation.override(settings.LANGUAGE_CODE):
        texts = {
            name: wording.render(
                name, channel="sms", params=LONGEST_PARAMS, host=settings.SITE_HOST
            ).text
            for name in wording.TEMPLATES
        }
    return [
        Error(
            f"The text message {name!r} takes more than one SMS part.",
            hint="Use a shorter host in SITE_URL, or shorten the message in the catalogue.",
            id="identity.E001",
        )
        for name, text in texts.items()
        if not gsm7.fits_one_part(text)
    ]
