"""Every address, in one table."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.pages import urls as page_urls
from cms.publishing import urls as shut_urls
from cms.site import urls as site_urls
from cms.theme import urls as theme_urls
from identity.signin import doors
from skills import media, problems
from skills.api import api

handler400 = "skills.errors.bad_request"
handler403 = "skills.errors.forbidden"
handler404 = "skills.errors.not_found"
handler500 = "skills.errors.broken"

urlpatterns = [
    # first, because phones ask here most
    path("api/v1/", api.urls),
    re_path(r"^api/", problems.nothing_here),
    *doors.urlpatterns,
    *shut_urls.urlpatterns,
    path("", include("identity.signin.urls")),
    path("", include("identity.roles.urls")),
    path("", include("identity.messaging.urls")),
    path("", include("identity.privacy.urls")),
    path("", include("identity.security.urls")),
    path("", include("identity.recovery.urls")),
    path("", include("courses.certificates.urls")),
    path("", include("courses.sittings.urls")),
    path("", include("courses.desks.urls")),
    path("hoc/", include("courses.progress.urls")),
    path("on-tap/", include("courses.review.urls")),
    path("tim-cho-bat-dau/", include("courses.placement.urls")),
    path("hoc/", include("courses.analysis.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    *site_urls.urlpatterns,
    *theme_urls.urlpatterns,
    *media.urlpatterns(),
    re_path(r"", include(page_urls)),
]
