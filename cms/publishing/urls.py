"""Doors of Wagtail that stay shut: people and groups come only from grants, files and embeds are not used."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cms.publishing.account import EditorAccountView


def shut(_request: HttpRequest) -> HttpResponse:
    """There is nothing here."""
    raise Http404


UNUSED = r"documents|embeds|api/main/documents"
SHUT = rf"^cms/(?:users|groups|sites|locales|workflows/(?:add|edit|disable|enable|tasks)|{UNUSED})(?:/|$)"
urlpatterns = [
    re_path(SHUT, shut),
    # stays mounted behind this, because Wagtail spells the addresses of files on its own screens
    re_path(r"^tai-lieu(?:/|$)", shut),
    path("cms/account/", never_cache(require_admin_access(EditorAccountView.as_view()))),
]
