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
    "security_notice": Template(
        sms=_(
            "%(service)s: %(what)s (%(at)s). Not you? "
            "On our site open “That was not me” and enter %(reply)s."
        ),
        subject=_("About your account at %(service)s"),
        email=_(
            "Hello,\n\n"
            "%(what)s%(device)s, %(at)s.\n\n"
            "If that was you, you need not do anything.\n\n"
            "If that was not you, open this link and press the button. We then sign out every device "
            "and close your account to changes for %(days)s days:\n\n%(link)s\n\n"
            "The link works for %(days)s days."
        ),
    ),
    "contact_notice": Template(
        sms=_(
            "%(service)s: %(what)s (%(at)s). Not you? "
            "On our site open “Undo a change” and enter %(reply)s."
        ),
        subject=_("About your account at %(service)s"),
        email=_(
            "Hello,\n\n"
            "%(what)s%(device)s, %(at)s.\n\n"
            "If that was you, you need not do anything.\n\n"
            "If that was not you, open this link and press the button. The old number or e-mail is "
            "yours again, we sign out every device, and nothing can be changed for 10 days:\n\n"
            "%(link)s\n\n"
            "The link works for 7 days."
        ),
    ),
    "account_back": Template(
        sms=_("%(service)s: your account is yours again. Sign in with this number."),
        subject=_("Your account at %(service)s is yours again"),
        email=_(
            "Hello,\n\n"
            "Your account at %(service)s is yours again. Sign in with this e-mail address.\n\n"
            "For 7 days no other number or e-mail address can be set, so that nobody takes it from you."
        ),
    ),
    "role_idle": Template(
        sms=_(
            "%(service)s: you have not used your staff role for long. "
            "Sign in before %(day)s, or the role ends."
        ),
        subject=_("Your role at %(service)s is about to end"),
        email=_(
            "Hello,\n\n"
            "You have not signed in to your work at %(service)s for more than a month: %(role)s.\n\n"
            "Sign in once before %(day)s to keep the role. Otherwise it ends by itself; your own "
            "account and your lessons stay."
        ),
    ),
    "role_ended": Template(
        sms=_(
            "%(service)s: your staff role ended because it was not used for 45 days. "
            "Ask whoever appointed you to give it again."
        ),
        subject=_("Your role at %(service)s has ended"),
        email=_(
            "Hello,\n\n"
            "This role at %(service)s has ended, because it was not used for 45 days: %(role)s.\n\n"
            "Your own account and your lessons stay. If you need the role, ask whoever appointed you "
            "to give it again."
        ),
    ),
    "review_reminder": Template(
        sms=_(
            "%(service)s: time for a short review, about 2 minutes. Open the page “Review” on our "
            "site. There you can also stop these messages."
        ),
        subject=_("Time to review at %(service)s"),
        email=_(
            "Hello,\n\n"
            "It is time for a short review, about 2 minutes. Open the page “Review” at "
            "%(service)s.\n\n"
            "There you can also stop these messages."
        ),
    ),
    "guardian_notice": Template(
        sms=_(
            "%(service)s, your child: %(what)s (%(at)s). Wrong? "
            "On our site open “That was not me”, enter %(reply)s."
        ),
        subject=_("About your child's account at %(service)s"),
        email=_(
            "Hello,\n\n"
            "This is about the account of the child you answer for. "
            "%(what)s%(device)s, %(at)s.\n\n"
            "If that is right, you need not do anything.\n\n"
            "If it is not, open this link and press the button. We then sign out every device "
            "and close the account to changes for %(days)s days:\n\n%(link)s\n\n"
            "The link works for %(days)s days."
        ),
    ),
}


def with_code() -> list[str]:
    """The templates that carry a code, which may come back."""
    return [name for name, words in TEMPLATES.items() if "%(code)s" in str(words.sms)]


def render(template: str, *, channel: str, params: Mapping[str, str], host: str) -> Rendered:
    """The message in words. `params` are those of the template; a code is bound to `host`."""
    words = TEMPLATES[template]
    filled = {"service": SERVICE, **params}
    if channel == "email":
        return Rendered(str(words.subject) % filled, str(words.email) % filled)
    text = str(words.sms)
    binding = _binding(params, host) if "%(code)s" in text else ""
    return Rendered("", f"{plain(text % filled)}{binding}")


def _binding(params: Mapping[str, str], host: str) -> str:
    """The last line by which a browser offers the code on this site and on no other (origin-bound codes)."""
    return f"\n\n@{host} #{params['code']}"
