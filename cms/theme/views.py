"""The living page (every part in every state, for staff and tests), and two files browsers ask for."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.theme.practice_samples import PLACE
from cms.theme.samples import ITEMS, RECORDING, SampleForm
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


ROBOTS: Final = """\
User-agent: *
Disallow: /api/
Disallow: /cms/
Disallow: /dang-nhap/
Disallow: /lop/
Disallow: /quan-tri/
Disallow: /thanh-pho/
Disallow: /toi/
Disallow: /xa-phuong/
"""
A_MONTH: Final = 30 * 86_400


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines are welcome on the public pages, and have nothing to do on the others."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=A_MONTH)
def tab_icon(request: HttpRequest) -> HttpResponse:
    """Our pages carry their icon in themselves; a browser that asks all the same is told there is none."""
    return HttpResponse(status=204)


@require_safe
@require_role(*Role)
def parts(request: HttpRequest) -> HttpResponse:
    """All parts on one page, refused form included."""
    shown = {
        "good": SampleForm(auto_id="good_%s"),
        "form": SampleForm({"name": "Phạm Thị Lan", "way": "post"}),
        "items": ITEMS,
        "recording": RECORDING,
        "place": PLACE,
        "middle": Paginator(range(30), 10).page(2),
        "colours": COLOURS,
    }
    return render(request, "cms/theme/parts.html", shown)
