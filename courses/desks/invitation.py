"""The way into a class as it hangs on the wall: the code in two groups, the address and its QR picture."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from courses.classes.joincodes import show_code
from courses.classes.models import Cohort

QUIET_ZONE = 2


@dataclass(frozen=True)
class Invitation:
    """What a learner types (`code`, `place`) or points her camera at (`link`)."""

    code: str
    place: str
    link: str

    @classmethod
    def of(cls, cohort: Cohort) -> Invitation:
        """The invitation to a class."""
        address = settings.SITE_URL + reverse("desks:join")
        return cls(
            code=show_code(cohort.join_code),
            place=address.split("://", 1)[1],
            link=f"{address}?{urlencode({'ma': cohort.join_code})}",
        )

    @property
    def picture(self) -> SafeString:
        """The link as an SVG QR code, hidden from screen readers since the link stands beside it."""
        drawn = segno.make(self.link, error="m").svg_inline(
            border=QUIET_ZONE, omitsize=True, svgclass=None, lineclass=None
        )
        return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308
