"""The two bare views: one that does nothing, one that makes a single durable upsert."""

import json

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

UPSERT = (
    "INSERT INTO bench_upsert (name, n) VALUES (%s, 1)"
    " ON CONFLICT (name) DO UPDATE SET n = bench_upsert.n + 1"
)


def empty(_request: HttpRequest) -> HttpResponse:
    """As little as a Django view can do behind our middleware."""
    return HttpResponse("ok")


@csrf_exempt
def upsert(request: HttpRequest) -> JsonResponse:
    """Read a small JSON body, write one row durably, answer."""
    name = json.loads(request.body)["name"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(UPSERT, [name])
    return JsonResponse({"stored": name})
