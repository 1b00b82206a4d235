"""Other people's doors, shut: Wagtail's sign-in leads to ours, its password pages do not exist."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, re_path, reverse

from identity.signin.views import sign_out
from identity.signin.visitor import safe_next


def to_our_door(request: HttpRequest) -> HttpResponse:
    """There is one place to sign in; afterwards back to the editors' pages."""
    wanted = request.GET.get("next", "")
    onward = safe_next(request, wanted) if wanted else reverse("wagtailadmin_home")
    query = urlencode({"next": onward}, safe="/")
    return HttpResponseRedirect(f"{reverse('signin:contact')}?{query}")


def shut(_request: HttpRequest, **_parts: str) -> NoReturn:
    """Nobody has a password, so there is nothing to set or to reset."""
    raise Http404


urlpatterns = [
    path("cms/login/", to_our_door),
    path("cms/logout/", sign_out),
    re_path(r"^cms/password_reset(?:/|$)", shut),
    re_path(r"^cms/account/(?:change_password|email)(?:/|$)", shut),
    path("_util/login/", to_our_door),
    re_path(r"^_util/authenticate_with_password/", shut),
    re_path(r"^tai-lieu/authenticate_with_password/", shut),
    re_path(r"^accounts(?:/|$)", shut),
]
