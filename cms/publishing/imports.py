"""Writes pages from content files, and never over what an editor did later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.blocks.audio import AUDIO
from cms.blocks.files import Drawings, Raw, Reader, block, read_audio
from cms.pages.models import PublicPage
from cms.publishing.files import ContentRefused, Source, digest
from cms.publishing.models import ImportedPage
from cms.publishing.problems import problems_of

SOURCE_KIND = "kind of block"
SILENT_KINDS = frozenset({"picture"})


class Outcome(StrEnum):
    """What an import did with one page."""

    MADE = "made"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept as an editor left it"


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page as its file wants it. `body` is raw StreamField JSON, None where the page has no body."""

    file: str
    model: type[PublicPage]
    uuid: str | None
    slug: str
    title: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    body: list[Raw] | None = None
    related: Mapping[str, list[Any]] = field(default_factory=dict)
    is_live: bool = True

    def digest(self) -> str:
        """A hash of everything the file says about the page."""
        related = {name: [str(each) for each in rows] for name, rows in self.related.items()}
        fields = {name: str(value) for name, value in self.fields.items()}
        return digest(self.uuid, self.slug, self.title, fields, self.body, related, self.is_live)


@dataclass(frozen=True, slots=True)
class Imported:
    """The page of a file, or None where an editor deleted it, and what was done."""

    page: PublicPage | None
    outcome: Outcome


def read_body(source: Source, readers: Mapping[str, Reader], drawings: Drawings) -> list[Raw]:
    """The blocks of a page; each entry of `body` is a map with one key, the kind of block."""
    blocks = []
    for entry in source.maps("body"):
        kind, value = next(iter(entry.entry.items()))
        if len(entry.entry) != 1 or kind not in readers or not isinstance(value, dict):
            raise entry.refuse(str(kind), f"{SOURCE_KIND}: {', '.join(readers)}")
        inner = Source(entry.file, f"{entry.where}.{kind}", value)
        blocks.append(block(kind, _read_block(inner, kind, readers[kind], drawings)))
    return blocks


def _read_block(entry: Source, kind: str, reader: Reader, drawings: Drawings) -> Raw:
    """What a block says, and its recording where it has one: every block but a picture can be read aloud."""
    if AUDIO not in entry.entry or kind in SILENT_KINDS:
        return reader(entry, drawings)
    said = {name: each for name, each in entry.entry.items() if name != AUDIO}
    audio = read_audio(entry, drawings)
    return reader(Source(entry.file, entry.where, said), drawings) | {AUDIO: audio}


def import_page(*, source: PageSource, parent: Page, now: dt.datetime) -> Imported:
    """Make or rewrite the page of a file; part of the caller's transaction.

    Rewritten only while its newest revision is still the one an import wrote. Taken off the site by an
    editor, it stays off; deleted, it stays deleted. Raises ContentRefused with every mistake.
    """
    row = ImportedPage.objects.filter(file=source.file).select_related("page").first()
    if row is None:
        return Imported(_make(source, parent, now), Outcome.MADE)
    if row.page is None:
        return Imported(None, Outcome.KEPT)
    page = row.page.specific
    if row.digest == source.digest():
        return Imported(page, Outcome.UNCHANGED)
    if row.revision != page.latest_revision_id:
        return Imported(page, Outcome.KEPT)
    _write(page, source, now, is_live=page.live and source.is_live)
    return Imported(page, Outcome.CHANGED)


def bodies() -> Iterator[Any]:
    """The raw body of every page that has one, in the order of the tree; parents before children."""
    for page in Page.objects.order_by("path").specific().iterator(chunk_size=50):
        if hasattr(page, "body"):
            yield page.body.stream_block.get_prep_value(page.body)


def publish_newest(page: PublicPage) -> None:
    """Put the newest revision on the site: for a page that had to wait for the pages below it."""
    page.get_latest_revision().publish()
    page.refresh_from_db()


def _make(source: PageSource, parent: Page, now: dt.datetime) -> PublicPage:
    page = source.model(slug=source.slug, title=source.title, live=False)
    if source.uuid:
        page.translation_key = source.uuid
    _fill(page, source)
    parent.add_child(instance=page)
    _write(page, source, now, is_live=source.is_live)
    return page


def _write(page: PublicPage, source: PageSource, now: dt.datetime, *, is_live: bool) -> None:
    _fill(page, source)
    if source.is_live:
        _check(page, source)
    revision = page.save_revision(clean=source.is_live)
    if is_live:
        revision.publish()
        page.refresh_from_db()
    ImportedPage.objects.update_or_create(
        file=source.file,
        defaults={
            "page": page.page_ptr,
            "digest": source.digest(),
            "revision": revision.pk,
            "imported_at": now,
        },
    )


def _fill(page: PublicPage, source: PageSource) -> None:
    page.title = source.title
    for name, value in source.fields.items():
        setattr(page, name, value)
    if source.body is not None:
        page.body = page._meta.get_field("body").stream_block.to_python(source.body)
    if page.pk:
        for name, rows in source.related.items():
            getattr(page, name).set(rows)


def _check(page: PublicPage, source: PageSource) -> None:
    """The checks an editor's form makes, blocks included."""
    try:
        page.check_whole()
        page.full_clean()
    except ValidationError as wrong:
        raise ContentRefused(problems_of(wrong, file=source.file)) from wrong
