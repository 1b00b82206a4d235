"""The pages anybody may open to check a certificate; they show what is printed on it and nothing more."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial, wraps
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.certificates import tokens, wording
from courses.certificates.codes import Mistyped, read_code, shown
from courses.certificates.models import Certificate
from courses.certificates.printing import certificate_pdf
from courses.certificates.queries import by_code, last_in_place_of
from courses.certificates.rules import Status

# the badge library is large and seldom asked for: in memory from the first badge on
badges: Any = SimpleLazyObject(partial(import_module, "courses.certificates.badges"))
NOT_FOUND = 404
FIELD = "ma"
PageOfOne = Callable[[HttpRequest, Certificate], HttpResponse]
OF_STATUS = {
    Status.ISSUED: "courses/certificates/valid.html",
    Status.SUPERSEDED: "courses/certificates/superseded.html",
    Status.REVOKED: "courses/certificates/revoked.html",
}


@require_safe
def show_door(request: HttpRequest) -> HttpResponse:
    """Where a code is typed; it leads to the page of that certificate."""
    typed = request.GET.get(FIELD, "").strip()
    if not typed:
        return render(request, "courses/certificates/door.html")
    try:
        return redirect("certificates:show", code=shown(read_code(typed)))
    except Mistyped:
        return _nothing(request, "mistyped", typed=typed)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Where the QR square leads: the browser itself proves the signature and asks nobody."""
    known = [
        {
            "kid": key.key_id,
            "x": tokens.encoded(key.public),
            "until": key.until.isoformat() if key.until else None,
        }
        for key in tokens.public_keys()
    ]
    words = {band: str(word) for band, word in wording.BANDS.items()}
    told = {"keys": json.dumps(known), "bands": json.dumps(words)}
    return render(request, "courses/certificates/check.html", told)


def of_one(view: PageOfOne) -> Callable[[HttpRequest, str], HttpResponse]:
    """The certificate whose code stands in the address, asked for anew each time and never cached.

    Another spelling of the code is sent to the one we print; a slip and an unknown code have their
    own sentences.
    """

    @never_cache
    @require_safe
    @wraps(view)
    def found(request: HttpRequest, code: str) -> HttpResponse:
        try:
            stored = read_code(code)
        except Mistyped:
            return _nothing(request, "mistyped", typed=code)
        certificate = by_code(stored)
        if certificate is None:
            return _nothing(request, "unknown", typed=shown(stored))
        if code != shown(stored):
            return redirect(request.path.replace(code, shown(stored), 1))
        response = view(request, certificate)
        response["X-Robots-Tag"] = "noindex"
        return response

    return found


@of_one
def show(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """Everything that is printed on it while it stands; otherwise what became of it, when and why."""
    snapshot, standing = certificate.snapshot, certificate.standing
    followed = last_in_place_of(certificate)
    shown_facts = {
        "certificate": certificate,
        "snapshot": snapshot,
        "lines": wording.lines(snapshot),
        "note": wording.note(),
        "reason": wording.REASONS[standing.reason],
        "standing": standing,
        "code": certificate.shown_code,
        "followed": followed,
    }
    return render(request, OF_STATUS[Status(standing.status)], shown_facts)


@of_one
def download(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The paper of a valid certificate; of any other one there is none, its page says why."""
    if not certificate.is_valid or not certificate.snapshot.name:
        return redirect("certificates:show", code=certificate.shown_code)
    paper = certificate_pdf(certificate.snapshot, token=certificate.bearer.token)
    response = HttpResponse(paper, content_type="application/pdf")
    name = slugify(certificate.snapshot.course.replace("đ", "d").replace("Đ", "D"))
    response["Content-Disposition"] = f'attachment; filename="giay-chung-nhan-{name}.pdf"'
    return response


@of_one
def badge(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The same as an Open Badges 3.0 credential, for software."""
    if not certificate.is_valid or not certificate.snapshot.name:
        return redirect("certificates:show", code=certificate.shown_code)
    response = JsonResponse(badges.enveloped(certificate))
    response["Content-Disposition"] = 'attachment; filename="open-badge.json"'
    return response


@of_one
def badge_status(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """Whether the credential was revoked, for software that checks it."""
    return JsonResponse(badges.status_list(certificate))


@never_cache
@require_safe
def did_document(request: HttpRequest) -> HttpResponse:
    """The keys with which anybody can check what we sign (did:web)."""
    response = JsonResponse(badges.did_document(), content_type="application/did+json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _nothing(request: HttpRequest, why: str, *, typed: str) -> HttpResponse:
    return render(
        request, f"courses/certificates/{why}.html", {"typed": typed[:60]}, status=NOT_FOUND
    )
