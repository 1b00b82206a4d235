"""The words of every message, by template; pure, and in the language that is active."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from identity.messaging.gsm7 import plain

if TYPE_CHECKING:
    from django.utils.functional import Promise

SERVICE = "Bến Số"


@dataclass(frozen=True)
class Template:
    """One message as a text message and as an e-mail; the subject never holds a code."""

    sms: "Promise"
    subject: "Promise"
    email: "Promise"


@dataclass(frozen=True)
class Rendered:
    """A message in its final words; `subject` is empty for a text message."""

    subject: str
    text: str


TEMPLATES: dict[str, Template] = {
    "sign_in_code": Template(
        sms=_(
            "%(service)s: sign-in code %(code)s, valid for %(minutes)s minutes. "
            "Tell it to nobody, not even an officer."
        ),
        subject=_("Your sign-in code for %(service)s"),
        email=_(
            "Hello,\n\n"
            "Your sign-in code for %(service)s is: %(code)s\n\n"
            "It works for %(minutes)s minutes. Tell it to nobody, not even an officer.\n\n"
            "If you did not ask for a code, you need not do anything: nobody can sign in without it."
        ),
    ),
}


def render(template: str, *, channel: str, params: Mapping[str, str], host: str) -> Rendered:
    """The message in words. `params` are those of the template; a code is bound to `host`."""
    words = TEMPLATES[template]
    filled = {"service": SERVICE, **params}
    if channel == "email":
        return Rendered(str(words.subject) % filled, str(words.email) % filled)
    return Rendered("", f"{plain(str(words.sms) % filled)}{_binding(params, host)}")


def _binding(params: Mapping[str, str], host: str) -> str:
    """The last line by which a browser offers the code on this site and on no other (origin-bound codes)."""
    return f"\n\n@{host} #{params['code']}" if "code" in params else ""
