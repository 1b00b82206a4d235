"""allauth's login pipeline with one stage of ours: staff show the second factor before they are in."""

from __future__ import annotations

from allauth.account.stages import LoginStage, LoginStageController
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from identity.accounts.models import Person
from identity.roles.permissions import is_staff

BEGUN_KEY = "authenticator_begun"
"""Where a session keeps which seed its sign-in was shown; another sign-in is shown another."""


class SecondFactorStage(LoginStage):
    """Holds back whoever has a live grant; every way of signing in runs through here."""

    key = "second_factor"
    urlname = "signin:second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Let learners through; staff go on to show their second factor."""
        if not is_staff(self.login.user, timezone.now()):
            return None, True
        self.request.session.pop(BEGUN_KEY, None)
        return HttpResponseRedirect(reverse(self.urlname)), True


def held_back(request: HttpRequest) -> SecondFactorStage | None:
    """The sign-in of this browser that waits for its second factor, if there is one."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None or not isinstance(stage.login.user, Person):
        return None
    return stage if stage.login.user.is_active else None
