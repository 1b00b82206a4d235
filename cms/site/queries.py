"""Search over the public pages, alike with and without Vietnamese marks and on both databases."""

from __future__ import annotations

from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.pages.models import PublicPage
from identity.communes.folding import fold, tidy

MOST_FOUND = 200
# below the root: the home page, a list such as that of courses, then a section such as a course
SECTION_DEPTH = 4


def pages_found(words: str) -> list[int]:
    """Row ids of live public pages that hold the words; those with the same marks first, at most 200.

    The index of every page holds its words and, folded, its words without marks; so does the query.
    """
    folded = fold(words)
    if not folded:
        return []
    spelled = _found(tidy(words)) if tidy(words).lower() != folded else []
    return list(dict.fromkeys([*spelled, *_found(folded)]))[:MOST_FOUND]


def readable(row_ids: list[int]) -> list[PublicPage]:
    """Those pages in that order, ready to be listed; a few queries, whatever their number."""
    found = {page.pk: page for page in Page.objects.filter(pk__in=row_ids).specific()}
    return [found[pk] for pk in row_ids if pk in found]


def sections(pages: list[PublicPage]) -> dict[int, str]:
    """By row id, the title of the section that a deeper page stands in, such as its course; one query."""
    paths = {
        page.pk: page.path[: SECTION_DEPTH * page.steplen]
        for page in pages
        if page.depth > SECTION_DEPTH
    }
    titles = dict(Page.objects.filter(path__in=paths.values()).values_list("path", "title"))
    return {row_id: titles[path] for row_id, path in paths.items()}


def _found(words: str) -> list[int]:
    everywhere = Page.objects.live().public().exact_type(*_searched_types())
    results = get_search_backend().search(words, everywhere)
    return [page.pk for page in results[:MOST_FOUND]]


def _searched_types() -> list[type[PublicPage]]:
    """Page types that have a page of their own to show."""
    return [model for model in PublicPage.__subclasses__() if model.has_own_page]
