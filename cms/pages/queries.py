"""How new the public site is."""

from cms.pages.models import SiteRevision


def site_revision() -> int:
    """The number of the newest change; one indexed query. 0 before anything was published."""
    return SiteRevision.objects.filter(pk=1).values_list("number", flat=True).first() or 0
