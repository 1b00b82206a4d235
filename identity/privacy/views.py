"""`/toi/tai-khoan/ai-da-xem/`: who looked at me and who acted on my account."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from identity.privacy.looks import deeds_about

if TYPE_CHECKING:
    from identity.accounts.models import Person

# further back than this a person asks the operator for a copy
MOST_PAGES = 200


@never_cache
@login_required
@require_safe
def show_deeds(request: HttpRequest) -> HttpResponse:
    """Her own page; reading it is no look at somebody else and leaves no entry."""
    person = cast("Person", request.user)
    page = deeds_about(person.pk, number=_page_asked(request))
    return render(request, "identity/privacy/deeds.html", {"page": page})


def _page_asked(request: HttpRequest) -> int:
    """Any nonsense is the first page."""
    asked = request.GET.get("trang", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1000") else 1
    return min(max(number, 1), MOST_PAGES)
