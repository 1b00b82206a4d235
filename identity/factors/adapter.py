"""The seam to the library's passkeys: their name for this site, and for a person."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from identity.factors.queries import ISSUER


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A fixed relying party, never taken from the request; people by uuid, never by row id."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site every passkey is bound to (WEBAUTHN_RP_ID)."""
        return {"id": settings.WEBAUTHN_RP_ID, "name": ISSUER}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What a phone shows beside the passkey: the person's own name, on her own device."""
        name = user.get_username() if not hasattr(user, "name") else user.name
        return {"id": user.uuid.bytes, "name": name, "display_name": name}  # type: ignore[attr-defined]
