"""allauth's seam: its sign-up and its messages stay shut, its login pipeline has our one stage."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from identity.audit import actions as audit
from identity.sessions import actions as sessions
from identity.sessions.store import SessionStore
from identity.signin.arrival import note_arrival
from identity.signin.visitor import place_of


class SigninAdapter(DefaultAccountAdapter):
    """What allauth may do here: run the stages, open the session, send people on."""

    def get_login_stages(self) -> list[str]:
        """Only ours: codes were proved before the pipeline starts."""
        return ["identity.signin.stages.SecondFactorStage"]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are made in identity/signin, after a proved code."""
        return False

    def add_message(self, *_args: Any, **_options: Any) -> None:
        """No flash message: the next page says where one is."""

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session (its key changes), note the device, and write down that it was opened."""
        super().login(request, user)
        now = timezone.now()
        session = cast("SessionStore", request.session)
        sessions.open_on(session, place_of(request), now=now)
        audit.record(act="session.opened", by=user, subjects=[user.pk], now=now)

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Send her on, and tell her of the device if it is none of hers."""
        response = super().post_login(request, user, **told)
        note_arrival(request=request, response=response, person=user, now=timezone.now())
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """A closed account: said plainly, since its owner has just proved the address."""
        return render(request, "identity/signin/closed.html", status=HTTPStatus.FORBIDDEN)
