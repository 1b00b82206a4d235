"""Pictures and recordings from the local folder; with S3 the browser fetches them there instead."""

import re

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.static import serve

A_DAY, A_YEAR = 86_400, 31_536_000
# more digits than any file has bytes are no part of one
PART = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})")


def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of MEDIA_ROOT, which can run nothing: whoever uploaded it, it is only looked at."""
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response


def recording(request: HttpRequest, name: str) -> HttpResponseBase:
    """A recording, whole or the one part a player asks for (RFC 9110, 14.2): iPhones ask for parts only.

    Its name is made of its content, so whoever has it need never ask again.
    """
    whole = picture(request, f"recordings/{name}")
    if not isinstance(whole, FileResponse):
        return whole
    wanted = PART.fullmatch(request.headers.get("Range", ""))
    answer = _part(whole, *wanted.groups()) if wanted else whole
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer


def _part(whole: FileResponse, first: str, last: str) -> HttpResponse:
    """206 with the bytes from first to last, or the last so many; 416 where there are none."""
    data = whole.getvalue()
    start = int(first) if first else max(0, len(data) - int(last or 0))
    end = min(int(last), len(data) - 1) if first and last else len(data) - 1
    is_there = start <= end
    answer = HttpResponse(data[start : end + 1] if is_there else b"", headers=whole.headers)
    answer.status_code = 206 if is_there else 416
    answer["Content-Length"] = str(len(answer.content))
    answer["Content-Range"] = f"bytes {f'{start}-{end}' if is_there else '*'}/{len(data)}"
    return answer


def urlpatterns() -> list[URLPattern]:
    """Nothing where the files are kept in S3."""
    if "FileSystemStorage" not in settings.STORAGES["default"]["BACKEND"]:
        return []
    return [
        path("media/recordings/<str:name>", recording, name="recording"),
        path("media/<path:name>", picture, name="media"),
    ]
