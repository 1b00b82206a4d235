"""The JSON API: every room's router under /api/v1/, one description, one shape of failure."""

from __future__ import annotations

from ninja import NinjaAPI

from courses.catalogue.api import router as catalogue
from courses.classes.api import router as classes
from courses.progress.api import router as progress
from identity.communes.api import router as communes
from identity.signin.api import router as signin
from skills import problems

api = NinjaAPI(
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
)
problems.install(api)
for router in (signin, communes, catalogue, progress, classes):
    api.add_router("", router)
