"""A certificate on paper: an accessible PDF (PDF/UA-1: tagged, titled, in Vietnamese), set in this process.

It is made anew from the snapshot whenever somebody asks, and kept nowhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from courses.certificates import wording
from courses.certificates.snapshots import Snapshot
from identity.paper.setting import set_pdf

TEMPLATE = Path(__file__).parent / "print" / "certificate.typ"
QUIET_ZONE = 2
DARK = re.compile(rb"\x01+")
# larger modules are easier for old cameras than spare ones; the code beside them is the second way
LOW = "l"
# a signature is as good as random under each of the eight masks; weighing them all costs more than the page
ANY_MASK = 2


def certificate_pdf(snapshot: Snapshot, *, token: str) -> bytes:
    """One page, A4 landscape, with the token of the certificate in a QR square."""
    return compiled(sheet(snapshot, token=token))


def certificates_pdf(papers: Iterable[tuple[Snapshot, str]]) -> bytes:
    """The pages of several certificates of one course, each with its token, in one file to print at once."""
    return compiled(*(sheet(snapshot, token=token) for snapshot, token in papers))


def compiled(*told: str) -> bytes:
    """The pages for these sheets of facts (JSON), at least one."""
    return set_pdf(TEMPLATE, sheets=f"[{','.join(told)}]")


def sheet(snapshot: Snapshot, *, token: str) -> str:
    """Everything the template prints, as JSON."""
    door = settings.SITE_URL + reverse("certificates:door")
    return json.dumps(
        {
            "title": gettext("Certificate: %(course)s") % {"course": snapshot.course},
            "service": gettext("Bến Số, Hải Phòng"),
            "heading": gettext("Certificate"),
            "confirms": gettext("This is to confirm that"),
            "name": snapshot.name,
            "completed": gettext("has completed the course"),
            "course": snapshot.course,
            "lines": [asdict(line) for line in wording.lines(snapshot)],
            "scan": gettext("Check it: scan the square, or open this page and type the code"),
            "address": door.split("://", 1)[-1].rstrip("/"),
            "note": wording.note(),
            "picture": square(token),
            "picture_alt": gettext(
                "Square that the camera of a phone reads to check the certificate"
            ),
        }
    )


def check_link(token: str) -> str:
    """What the QR square holds: the token stands in the fragment, which no browser sends anywhere."""
    return f"{settings.SITE_URL}{reverse('certificates:check')}#{token}"


def square(token: str) -> str:
    """The QR square as SVG: each row of dark modules as lines one unit high."""
    made = segno.make_qr(check_link(token), error=LOW, boost_error=False, mask=ANY_MASK)
    path = "".join(
        f"M{QUIET_ZONE + run.start()} {QUIET_ZONE + row}.5h{run.end() - run.start()}"
        for row, modules in enumerate(made.matrix)
        for run in DARK.finditer(modules)
    )
    side = len(made.matrix) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path d="{path}" stroke="#000"/></svg>'
    )
