"""Staff pages only for a fresh second factor and a live grant; public pages pay nothing for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone

from identity.accounts.models import Person
from identity.audit.context import NOBODY, Post, Standing
from identity.audit.context import standing as audited_standing
from identity.roles.permissions import has_any_role, posts_held, signin_redirect
from identity.roles.rules import CMS_ROLES, Role
from identity.sessions import staff
from identity.sessions.devices import coarse
from identity.sessions.rules import StaffSession, touch_every
from identity.signin.requests import SigninRequest
from identity.signin.visitor import address_of

# whoever comes here is a person with a session, so reading it costs nothing extra
PERSONAL = (
    "/dang-nhap/",
    "/toi/",
    "/lop/",
    "/xa-phuong/",
    "/thanh-pho/",
    "/quan-tri/",
    "/cms/",
    "/_giao-dien/",
    "/hoc/",
    "/on-tap/",
    "/tim-cho-bat-dau/",
    "/api/v1/",
)
EDITORIAL = "/cms/"
# JSON that only staff may read: staff without a fresh second factor are nobody here
STAFF_API = ("/api/v1/cohorts",)
# a page looks for news by itself: nobody touched the screen, so a session of staff goes on resting
UNATTENDED = "X-Unattended"
# old doors that answer by themselves, whoever knocks
DOORS = ("/cms/login/", "/cms/logout/", "/cms/password_reset/")


class StaffSessionMiddleware:
    """Ends, locks or keeps awake the sessions of staff, and guards the editors' pages.

    Sets `request.second_factor`, which `require_role` reads: whether this session showed the second
    factor and is neither locked nor over. What she is meanwhile goes into every audit entry.
    """

    def __init__(self, get_response: Callable[[SigninRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: SigninRequest) -> HttpResponseBase:
        request.second_factor = False
        request.locked_person = None
        mark = audited_standing.set(NOBODY)
        try:
            return self._answer(request)
        finally:
            audited_standing.reset(mark)

    def _answer(self, request: SigninRequest) -> HttpResponseBase:
        if request.path.startswith(PERSONAL):
            now = timezone.now()
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                _apply_lifetimes(request, now)
            refusal = _guard_editorial(request, now)
            if refusal is not None:
                return refusal
        return self.get_response(request)


def _apply_lifetimes(request: SigninRequest, now: dt.datetime) -> None:
    proof = staff.proof_of(request.session)
    if proof is None:
        if request.path.startswith(STAFF_API) and _posts_now(request, now):
            request.user = AnonymousUser()
        _note_use(request, now)
        return
    posts = _posts_now(request, now)
    is_admin = any(post.role == Role.ADMIN for post in posts)
    standing = proof.standing(now, is_admin_now=is_admin)
    if standing is StaffSession.OVER or not posts:
        logout(request)
    elif standing is StaffSession.LOCKED:
        request.locked_person = cast("Person", request.user)
        request.user = AnonymousUser()
    else:
        request.second_factor = True
        audited_standing.set(Standing(posts, coarse(address_of(request))))
        if UNATTENDED not in request.headers:
            _note_use(request, now)


def _note_use(request: SigninRequest, now: dt.datetime) -> None:
    """The session is in use; not every request writes a row for it."""
    session = request.session
    if session.person is not None and now - session.seen_at >= touch_every(session.device):
        session.touch(now=now)


def _posts_now(request: SigninRequest, now: dt.datetime) -> tuple[Post, ...]:
    """A session that outlived its last grant (or its person) ends, on whichever page it shows."""
    return posts_held(request.user, now) if request.user.is_authenticated else ()


def _guard_editorial(request: SigninRequest, now: dt.datetime) -> HttpResponse | None:
    if not request.path.startswith(EDITORIAL) or request.path.startswith(DOORS):
        return None
    if not request.user.is_authenticated:
        return signin_redirect(request)
    if not has_any_role(request.user, CMS_ROLES, now):
        raise Http404
    if not request.second_factor:
        return signin_redirect(request)
    return None
