"""Whether a person has an authenticator, and what her app needs to be set up."""

from datetime import datetime

from django.conf import settings

from identity.accounts.models import Person
from identity.codes import otp
from identity.factors.models import Totp
from identity.factors.sealing import open_seed

ISSUER = "Bến Số"


class OnLaptopsOnly(Exception):
    """Codes of an authenticator are shown in the embedded default and nowhere else."""

    code = "on_laptops_only"


def has_totp(person: Person) -> bool:
    """Whether an authenticator of this person counts."""
    return Totp.objects.filter(person=person).exclude(confirmed_at=None).exists()


def provisioning_uri(person: Person) -> str:
    """The otpauth address of an authenticator that is being set up, for its QR code; Totp.DoesNotExist."""
    return otp.authenticator_uri(_fresh_seed(person), account=person.name, issuer=ISSUER)


def provisioning_secret(person: Person) -> str:
    """The same seed in groups of four, for typing it in; only until the authenticator counts."""
    seed = _fresh_seed(person)
    return " ".join(seed[start : start + 4] for start in range(0, len(seed), 4))


def current_code(person: Person, *, now: datetime) -> str:
    """What the person's app shows now, for the sent-messages page of a laptop. Refusal: OnLaptopsOnly."""
    if not settings.EMBEDDED:
        raise OnLaptopsOnly("Authenticator codes are never shown in production.")
    totp = Totp.objects.get(person=person)
    return otp.authenticator_code(open_seed(totp.sealed_seed, person=person), now=now)


def _fresh_seed(person: Person) -> str:
    totp = Totp.objects.get(person=person, confirmed_at=None)
    return open_seed(totp.sealed_seed, person=person)
