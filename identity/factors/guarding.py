"""What must be true before a factor is taken away."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from identity.accounts.models import Person
from identity.codes.refusals import CodeRefused
from identity.factors.queries import methods_of, passkeys_of
from identity.factors.rules import is_last_of_staff
from identity.roles.permissions import is_staff


class LastStaffFactor(CodeRefused):
    """Somebody of staff would be left without app and passkey."""

    code = "last_staff_factor"
    sentence = _(
        "Your role needs an authenticator app or a passkey, and this is the only one. "
        "Add another one first, then remove this one."
    )


def refuse_last_of_staff(person: Person, removed: str, *, now: datetime) -> None:
    """Refuses with LastStaffFactor; the caller holds the lock of the person's row."""
    if not is_staff(person, now):
        return
    count = passkeys_of(person).count()
    if is_last_of_staff(methods_of(person), removed, passkeys=count):
        raise LastStaffFactor
