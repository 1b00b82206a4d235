"""Who may call the API: whoever the session cookie says, with its token for everything that writes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf


class SignedIn(APIKeyCookie):
    """The signed-in person, or 401; then the header X-CSRFToken on writes, or 403."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The person; asked before the token, so that a signed-out phone is told to sign in."""
        if not key or not request.user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise HttpError(403, "csrf")
        return request.user


signed_in = SignedIn()
