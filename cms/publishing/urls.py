"""Doors of Wagtail's admin that stay shut: people and groups are written only from grants."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path


def shut(_request: HttpRequest) -> HttpResponse:
    """There is nothing here."""
    raise Http404


SHUT = r"^cms/(?:users|groups|sites|locales|workflows/(?:add|edit|disable|enable|tasks))(?:/|$)"
urlpatterns = [re_path(SHUT, shut)]
