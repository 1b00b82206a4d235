"""Every address, in one table."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.pages import urls as page_urls
from skills import media

handler400 = "skills.errors.bad_request"
handler403 = "skills.errors.forbidden"
handler404 = "skills.errors.not_found"
handler500 = "skills.errors.broken"

urlpatterns = [
    path("cms/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    *media.urlpatterns(),
    re_path(r"", include(page_urls)),
]
