"""Compresses what is worth it: an answer smaller than its own headers is sent as it is."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from cms.pages.shelf import takes_gzip

WORTH_PACKING = 1000
"""Bytes; below, the random padding against BREACH eats most of what packing saves."""


class CompressionMiddleware(GZipMiddleware):
    """Django's, for whoever really takes gzip."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer, packed where that helps."""
        is_small = not response.streaming and len(response.content) < WORTH_PACKING  # type: ignore[attr-defined]
        if is_small:
            return response
        if not takes_gzip(request):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)
