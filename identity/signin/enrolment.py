"""What an authenticator app needs to be set up: the square to scan, or the key to type."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import segno
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from identity.accounts.models import Person
from identity.factors import actions as factors
from identity.factors.queries import provisioning_secret, provisioning_uri
from identity.signin.stages import BEGUN_KEY

QR_SCALE = 5


@dataclass(frozen=True)
class Enrolment:
    """What the authenticator app needs: the square to scan, or the key to type."""

    qr: SafeString
    secret: str


def enrolment(
    request: HttpRequest, person: Person, *, replacing: bool, now: dt.datetime
) -> Enrolment:
    """The seed this session is setting up; the same one when the page is loaded again."""
    begun = request.session.get(BEGUN_KEY)
    totp = factors.begin_totp(person=person, now=now, begun=begun, replacing=replacing)
    request.session[BEGUN_KEY] = totp.pk
    square = segno.make(provisioning_uri(person), error="m")
    return Enrolment(
        qr=mark_safe(square.svg_inline(scale=QR_SCALE)),  # noqa: S308 - drawn here, from our own seed
        secret=provisioning_secret(person),
    )
