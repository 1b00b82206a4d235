"""Finished pages kept in this process: packed once, found by path, bounded in number."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

READING: Final = frozenset({"GET", "HEAD"})
SHELF_LENGTH: Final = 512
BEST_PACKING: Final = 9
_TAKES_GZIP: Final = re.compile(
    r"(?:^|,)\s*gzip\s*(?:,|$|;(?!\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$)))", re.IGNORECASE
)


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the browser names gzip, and not to refuse it."""
    return bool(_TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """One rendered page, the site revision it shows, and the query fields it would answer differently to."""

    revision: int
    packed: bytes
    length: int
    content_type: str
    etag: str
    query_fields: frozenset[str]

    @classmethod
    def of(
        cls, response: HttpResponse, *, revision: int, query_fields: frozenset[str]
    ) -> FinishedPage:
        """Pack a rendered response; the stamp of time is left out so that equal pages are equal bytes."""
        body = response.content
        return cls(
            revision=revision,
            packed=gzip.compress(body, BEST_PACKING, mtime=0),
            length=len(body),
            content_type=response["Content-Type"],
            etag=f'W/"{hashlib.sha256(body).hexdigest()[:32]}"',
            query_fields=query_fields,
        )

    def is_for(self, request: HttpRequest) -> bool:
        """Whether these bytes answer the request: a reading method, and no query field that matters."""
        if request.method not in READING:
            return False
        return not request.META.get("QUERY_STRING") or self.query_fields.isdisjoint(request.GET)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or 304 where the browser has it; kept anywhere, but asked for each time."""
        known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
        if self.etag in known or "*" in known:
            return self._with_rules(HttpResponseNotModified())
        response = HttpResponse(content_type=self.content_type)
        body = self.packed
        if takes_gzip(request):
            response["Content-Encoding"] = "gzip"
        else:
            body = gzip.decompress(self.packed)
        response["Content-Length"] = str(len(body))
        if request.method == "GET":
            response.content = body
        return self._with_rules(response)

    def _with_rules(self, response: HttpResponse) -> HttpResponse:
        response["ETag"] = self.etag
        response["Cache-Control"] = "public, no-cache"
        response["Vary"] = "Accept-Encoding"
        return response


class Shelf:
    """The pages of one process, the least recently read leaving first."""

    def __init__(self, length: int = SHELF_LENGTH) -> None:
        self._length = length
        self._pages: OrderedDict[str, FinishedPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: str) -> FinishedPage | None:
        """The page of that path, however old."""
        with self._lock:
            found = self._pages.get(path)
            if found is not None:
                self._pages.move_to_end(path)
            return found

    def put(self, path: str, page: FinishedPage) -> None:
        """Keep a page, and let the one read longest ago go where there are too many."""
        with self._lock:
            self._pages[path] = page
            self._pages.move_to_end(path)
            while len(self._pages) > self._length:
                self._pages.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
