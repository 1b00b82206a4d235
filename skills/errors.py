"""Our own pages for what went wrong: 400, 403, 404, 500 and a form that came too late."""

from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

API = "/api/"
HOME = "/toi/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request nobody's browser makes by itself; or one that another one of its browser overtook.

    A second tap at the door, or signing out in another tab, renews or ends the session meanwhile: she
    is led to her own page, which shows whether she is in.
    """
    if isinstance(exception, SessionInterrupted) and not request.path.startswith(API):
        return redirect(HOME)
    return render(request, "cms/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person may not do this."""
    return render(request, "cms/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing for this person."""
    return render(request, "cms/errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault; the template reads neither database nor session."""
    return render(request, "cms/errors/500.html", status=500)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is too old or missing: say so, and how to go on."""
    return render(request, "cms/errors/expired.html", status=403)
