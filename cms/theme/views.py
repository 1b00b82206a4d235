"""The living page: every part in every state, for staff who build pages and for tests that look at them."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.theme.samples import ITEMS, SampleForm
from identity.roles.permissions import require_role
from identity.roles.rules import Role

COLOURS: Final = (
    "ink",
    "muted",
    "paper",
    "raised",
    "soft",
    "line",
    "edge",
    "sea",
    "sun",
    "danger",
    "good",
    "warn",
)


@require_safe
@require_role(*Role)
def parts(request: HttpRequest) -> HttpResponse:
    """All parts on one page, refused form included."""
    shown = {
        "good": SampleForm(auto_id="good_%s"),
        "form": SampleForm({"name": "Phạm Thị Lan", "way": "post"}),
        "items": ITEMS,
        "middle": Paginator(range(30), 10).page(2),
        "colours": COLOURS,
    }
    return render(request, "cms/theme/parts.html", shown)
