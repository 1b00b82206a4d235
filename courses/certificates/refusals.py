"""Why a certificate is not issued or not changed, in sentences people can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from identity.refusal import ActRefused

if TYPE_CHECKING:
    from django.utils.functional import Promise

REASONS: dict[str, Promise] = {
    "not_finished": _("Finish all lessons of the course first; then the certificate is yours."),
    "check_not_passed": _(
        "You have done all lessons. Pass the check at the end of the course, then the certificate is yours."
    ),
    "not_valid": _("This certificate is no longer valid, so it cannot be changed."),
    "same_name": _("This is the name on the certificate already."),
    "not_revoked": _("Only a revoked certificate that still bears its name can be issued again."),
}


class CertificateRefused(ActRefused):
    """A certificate was not issued or not changed."""

    reasons = REASONS
