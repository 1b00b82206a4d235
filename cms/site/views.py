"""The search page."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.site import queries as site
from cms.site.forms import FindForm

FOUND_ON_A_PAGE = 10


@require_safe
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Lessons, courses and other pages that hold the words of `?q=`, with or without marks."""
    form = FindForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = Paginator(site.pages_found(words), FOUND_ON_A_PAGE).get_page(request.GET.get("trang"))
    pages = site.readable(list(found.object_list))
    within = site.sections(pages)
    pages_within = [(page, within.get(page.pk)) for page in pages]
    shown = {"form": form, "words": words, "found": found, "pages": pages_within}
    shown["query"] = f"{urlencode({'q': words})}&"
    return render(request, "cms/site/find.html", shown)
