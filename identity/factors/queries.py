"""Which proofs a person has, and what her authenticator app needs to be set up."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import F, QuerySet

from identity.accounts.models import Person
from identity.codes import otp
from identity.factors.models import Passkey, Pin, RecoveryCode, Totp
from identity.factors.rules import PASSKEY, PIN, RECOVERY_CODE, TOTP
from identity.factors.sealing import open_seed

ISSUER = "Bến Số"


class OnLaptopsOnly(Exception):
    """Codes of an authenticator are shown in the embedded default and nowhere else."""

    code = "on_laptops_only"


def methods_of(person: Person) -> frozenset[str]:
    """The second proofs a person has: "totp", "passkey", "recovery_code", "pin"."""
    has = {
        TOTP: has_totp(person),
        PASSKEY: passkeys_of(person).exists(),
        PIN: Pin.objects.filter(person=person).exists(),
        RECOVERY_CODE: recovery_codes_left(person) > 0,
    }
    return frozenset(method for method, is_there in has.items() if is_there)


def has_staff_factor(person: Person) -> bool:
    """Whether the person has what staff pages ask for: an authenticator app or a passkey."""
    return has_totp(person) or passkeys_of(person).exists()


def has_totp(person: Person) -> bool:
    """Whether an authenticator of this person counts."""
    return totp_of(person) is not None


def totp_of(person: Person) -> Totp | None:
    """The authenticator app of this person that counts."""
    return Totp.objects.filter(person=person).exclude(confirmed_at=None).first()


def passkeys_of(person: Person) -> QuerySet[Passkey]:
    """The person's passkeys with the library's rows, the oldest first."""
    own = Passkey.objects.filter(authenticator__user=person)
    return own.select_related("authenticator").order_by("id")


def recovery_codes_left(person: Person) -> int:
    """How many codes of the person's newest sheet were not spent yet."""
    return RecoveryCode.objects.filter(
        sheet__person=person, sheet__voided_at=None, spent_at=None
    ).count()


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
    held = Totp.objects.filter(person=person).order_by(F("confirmed_at").asc(nulls_last=True))
    totp = held.first()
    if totp is None:
        raise Totp.DoesNotExist
    return otp.authenticator_code(open_seed(totp.sealed_seed, person=person), now=now)


def _fresh_seed(person: Person) -> str:
    totp = Totp.objects.get(person=person, confirmed_at=None)
    return open_seed(totp.sealed_seed, person=person)
