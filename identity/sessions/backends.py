"""How Django finds a person by her row id; nothing here can be given a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest


class SessionBackend(ModelBackend):
    """People by session and permissions by group; there is no way in through `authenticate`."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_credentials: Any,
    ) -> None:
        """Nobody has a password: the only way in is a proved code and allauth's pipeline."""
        return
