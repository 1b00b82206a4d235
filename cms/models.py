"""The tables of cms, one import for each slice."""

from cms.media.models import Picture, PictureRendition, Recording
from cms.pages.models import SiteRevision
from cms.publishing.models import ImportedPage
from cms.site.models import HomePage, InfoPage, NewsIndexPage, NewsPage

__all__ = [
    "HomePage",
    "ImportedPage",
    "InfoPage",
    "NewsIndexPage",
    "NewsPage",
    "Picture",
    "PictureRendition",
    "Recording",
    "SiteRevision",
]
