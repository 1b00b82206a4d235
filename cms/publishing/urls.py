"""Doors of Wagtail's admin that stay shut, since people and groups are written only from grants."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cms.publishing.account import EditorAccountView


def shut(_request: HttpRequest) -> HttpResponse:
    """There is nothing here."""
    raise Http404


SHUT = r"^cms/(?:users|groups|sites|locales|workflows/(?:add|edit|disable|enable|tasks))(?:/|$)"
urlpatterns = [
    re_path(SHUT, shut),
    path("cms/account/", never_cache(require_admin_access(EditorAccountView.as_view()))),
]
