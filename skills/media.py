"""Pictures from the local folder; with S3 the browser fetches them there instead."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.static import serve

A_DAY = 86_400


def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of MEDIA_ROOT, which can run nothing: whoever uploaded it, it is only looked at."""
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response


def urlpatterns() -> list[URLPattern]:
    """Nothing where the files are kept in S3."""
    if "FileSystemStorage" not in settings.STORAGES["default"]["BACKEND"]:
        return []
    return [path("media/<path:name>", picture, name="media")]
