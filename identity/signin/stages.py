"""allauth's login pipeline with one stage of ours: the second factor of staff, and of who set up an app."""

from __future__ import annotations

import datetime as dt

from allauth.account.stages import LoginStage, LoginStageController
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from identity.accounts.models import Person
from identity.factors.queries import has_totp
from identity.factors.rules import PASSKEY, RECOVERY_CODE, TOTP
from identity.roles.permissions import is_staff
from identity.sessions.proofs import has_fresh_proof

BEGUN_KEY = "authenticator_begun"
"""Where a session keeps which seed its sign-in was shown; another sign-in is shown another."""
RECOVERED_KEY = "factor_recovered"
"""Where a sign-in keeps that a recovery code was spent in it: a new factor may replace the lost one."""


class SecondFactorStage(LoginStage):
    """Holds back staff and whoever has an authenticator app; every way of signing in runs through here."""

    key = "second_factor"
    urlname = "signin:second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Let through who has nothing more to show; others go on to show their second factor."""
        if self._has_shown(self.login.user, timezone.now()):
            return None, True
        for key in (BEGUN_KEY, RECOVERED_KEY):
            self.request.session.pop(key, None)
        return HttpResponseRedirect(reverse(self.urlname)), True

    def _has_shown(self, person: Person, now: dt.datetime) -> bool:
        """Whether this very sign-in began with a proof that is second factor enough."""
        counting = {TOTP, PASSKEY}
        if not is_staff(person, now):
            if not has_totp(person):
                return True
            counting.add(RECOVERY_CODE)
        return has_fresh_proof(self.request.session, now=now, methods=counting)


def held_back(request: HttpRequest) -> SecondFactorStage | None:
    """The sign-in of this browser that waits for its second factor, if there is one."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None or not isinstance(stage.login.user, Person):
        return None
    return stage if stage.login.user.is_active else None
