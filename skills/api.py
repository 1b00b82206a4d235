"""The JSON API: every room's router under /api/v1/, one description, one shape of failure."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from courses.catalogue.api import router as catalogue
from courses.classes.api import router as classes
from courses.placement.api import router as placement
from courses.progress.api import router as progress
from courses.review.api import router as review
from identity.communes.api import router as communes
from identity.signin.api import router as signin
from skills import problems


class PlainRenderer(JSONRenderer):
    """Vietnamese as it is written: escaped, each of its letters would take six."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Every operation may also answer with a problem, and its description says so."""

    def get_openapi_schema(self, **how: Any) -> Any:
        """The description of all operations."""
        schema = super().get_openapi_schema(**how)
        schema["components"]["schemas"]["Problem"] = problems.SCHEMA
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"]["default"] = problems.RESPONSE
        return schema


api = Api(
    title="Bến Số",
    version="1",
    description=(
        "Ids are uuids and times ISO 8601 with offset. Signed in by the session cookie; writes carry "
        "the token of GET session in the header X-CSRFToken. Lists take limit (at most 200) and "
        "cursor; the header Link names the next page. Failures are problem documents (RFC 9457)."
    ),
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api",
    renderer=PlainRenderer(),
)
problems.install(api)
for router in (signin, communes, catalogue, progress, classes, placement, review):
    api.add_router("", router)
