"""The site around the courses, from content/site: home, news, help and legal pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.blocks.files import PROSE, Drawings
from cms.pages.models import PublicPage
from cms.publishing.files import Source, read
from cms.publishing.imports import Imported, Outcome, PageSource, import_page, read_body
from cms.site.models import HomePage, InfoPage, NewsIndexPage, NewsPage

HOME = "trang-chu.yaml"
NEWS_INDEX = "tin-tuc.yaml"
NEWS = "tin-tuc"
WELCOME = "home"
Step = tuple[str, Outcome]


def import_site(*, root: Path, drawings: Drawings, now: dt.datetime) -> Iterator[Step]:
    """Make or rewrite home, information pages and news; yields each file and what was done."""
    folder = root / "site"
    home = import_home(root=root, drawings=drawings, now=now)
    yield f"site/{HOME}", home.outcome
    if home.page is None:
        return
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in {HOME, NEWS_INDEX}:
            source = _page(read(path, root=root), InfoPage, drawings, "intro")
            yield source.file, import_page(source=source, parent=home.page, now=now).outcome
    yield from _import_news(folder, root, drawings, home.page, now)


def import_home(*, root: Path, drawings: Drawings, now: dt.datetime) -> Imported:
    """The first page, and the site that begins at it instead of at Wagtail's welcome page."""
    source = _page(read(root / "site" / HOME, root=root), HomePage, drawings, "intro")
    home = import_page(source=source, parent=Page.get_first_root_node(), now=now)
    if home.page is not None:
        _begin_site_at(home.page)
    return home


def _import_news(
    folder: Path, root: Path, drawings: Drawings, home: PublicPage, now: dt.datetime
) -> Iterator[Step]:
    index = _page(read(folder / NEWS_INDEX, root=root), NewsIndexPage, drawings)
    made = import_page(source=index, parent=home, now=now)
    yield index.file, made.outcome
    for path in sorted((folder / NEWS).glob("*.yaml")) if made.page else []:
        source = _news_item(read(path, root=root), drawings)
        yield source.file, import_page(source=source, parent=made.page, now=now).outcome


def _page(source: Source, model: type[PublicPage], drawings: Drawings, *more: str) -> PageSource:
    has_body = model is not NewsIndexPage
    source.allow("id", "slug", "title", "summary", "body", *more)
    return PageSource(
        file=source.file,
        model=model,
        uuid=source.uuid(),
        slug=source.text("slug"),
        title=source.text("title"),
        fields={name: source.text(name, "") for name in ("summary", *more)},
        body=read_body(source, PROSE, drawings) if has_body else None,
    )


def _news_item(source: Source, drawings: Drawings) -> PageSource:
    source.allow("id", "slug", "title", "date", "summary", "body")
    on = source.entry.get("date")
    if not isinstance(on, dt.date):
        raise source.refuse("date", _("a date such as 2026-11-21 is needed"))
    return PageSource(
        file=source.file,
        model=NewsPage,
        uuid=source.uuid(),
        slug=source.text("slug"),
        title=source.text("title"),
        fields={"summary": source.text("summary"), "on": on},
        body=read_body(source, PROSE, drawings),
    )


def _begin_site_at(home: PublicPage) -> None:
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == home.pk:
        return
    site.root_page = home.page_ptr
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.save()
    Page.objects.child_of(Page.get_first_root_node()).filter(slug=WELCOME).exact_type(Page).delete()
