"""The pages around the courses: home, news, help, privacy notice, terms."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks.prose import ProseBlock
from cms.pages.models import PublicPage

NEWS_ON_A_PAGE = 10
NEWS_AT_HOME = 3


class HomePage(PublicPage):
    """One row in all: the first page of the site."""

    intro = models.CharField(_("first words"), max_length=300, blank=True)
    body = StreamField(ProseBlock(), verbose_name=_("content"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CatalogueIndexPage", "cms.NewsIndexPage", "cms.InfoPage"]
    max_count = 1
    template = "cms/site/home.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("home page")

    def newest_news(self) -> models.QuerySet[NewsPage]:
        """The newest news, for the foot of the page."""
        return NewsPage.objects.live().descendant_of(self).order_by("-on")[:NEWS_AT_HOME]


class NewsIndexPage(PublicPage):
    """One row in all: the list of news."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    max_count = 1
    template = "cms/site/news_index.html"
    query_fields = frozenset({"trang"})

    class Meta:
        verbose_name = _("news list")

    def news(self, number: str | None) -> Slice[NewsPage]:
        """One page of the list, newest first; a wrong number gives the nearest page."""
        found = NewsPage.objects.live().child_of(self).order_by("-on", "-pk")
        return Paginator(found, NEWS_ON_A_PAGE).get_page(number)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list, paged by `?trang=`."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"news": self.news(request.GET.get("trang"))}


class NewsPage(PublicPage):
    """One row per news item."""

    on = models.DateField(_("date"))
    body = StreamField(ProseBlock(), verbose_name=_("content"))

    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "cms/site/news.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("on"), FieldPanel("body")]
    search_fields = [*PublicPage.search_fields, index.FilterField("on")]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")


class InfoPage(PublicPage):
    """One row per page that explains: help, privacy notice, terms. Never for a lesson."""

    intro = models.CharField(_("first words"), max_length=300, blank=True)
    body = StreamField(ProseBlock(), verbose_name=_("content"))

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "cms/site/info.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
