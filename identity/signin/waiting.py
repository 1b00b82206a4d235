"""Who waits for the second factor in this browser, and how she is let in once it was shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from identity.accounts.models import Person
from identity.factors.queries import has_staff_factor
from identity.roles.permissions import has_role, is_staff
from identity.roles.rules import Role
from identity.sessions import staff
from identity.sessions.proofs import note_proof
from identity.signin import answers
from identity.signin.requests import SigninRequest
from identity.signin.stages import RECOVERED_KEY, SecondFactorStage, held_back
from identity.signin.visitor import safe_next


@dataclass(frozen=True)
class Waiting:
    """Who has to show the second factor: held back at sign-in, or locked after a rest.

    `is_replacing`: a recovery code was spent in this sign-in, so a new factor takes the lost one's place.
    """

    person: Person
    stage: SecondFactorStage | None
    is_replacing: bool

    @property
    def is_locked(self) -> bool:
        """The session is open already and only rested too long."""
        return self.stage is None

    @property
    def must_enrol(self) -> bool:
        """There is no factor that could be shown."""
        return self.is_replacing or not has_staff_factor(self.person)


def waiting_of(request: HttpRequest) -> Waiting | None:
    """Whoever is held back at sign-in here, or whose session is locked; nobody otherwise."""
    stage = held_back(request)
    if stage is not None:
        is_replacing = bool(request.session.get(RECOVERED_KEY))
        return Waiting(stage.login.user, stage, is_replacing)
    locked = cast("SigninRequest", request).locked_person
    return Waiting(locked, None, is_replacing=False) if locked is not None else None


def let_in(
    request: HttpRequest, waiting: Waiting, method: str, wanted: str, now: dt.datetime
) -> HttpResponseBase:
    """`method` was shown: open the session, or unlock it and go on to the wanted page."""
    is_admin = has_role(waiting.person, Role.ADMIN, now=now)
    session = cast("SigninRequest", request).session
    request.session.pop(RECOVERED_KEY, None)
    note_proof(session, method, now=now)
    if waiting.stage is None:
        proof = staff.proof_of(session)
        if proof is None:
            return answers.start_again(request)
        staff.open_again(session, proof, is_admin=is_admin, now=now)
        return HttpResponseRedirect(safe_next(request, wanted))
    response = waiting.stage.exit()
    if is_staff(waiting.person, now):
        staff.open_staff_session(session, is_admin=is_admin, now=now)
    return response
