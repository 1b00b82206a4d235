"""Courses from content/courses: pages, parts and lessons, with the frameworks they cite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.blocks.files import PROSE, Drawings, Raw, Reader
from cms.publishing.files import Source, read
from cms.publishing.imports import (
    Imported,
    Outcome,
    PageSource,
    import_page,
    publish_newest,
    read_body,
)
from courses.catalogue.body import CHECK
from courses.catalogue.citations import framework_rows, skill_rows
from courses.catalogue.models import FrameworkCode, SkillArea
from courses.catalogue.pages import (
    PASS_MARK,
    CatalogueIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
)
from courses.practice.app_screen.files import read_app_screen
from courses.practice.branch.files import read_branch
from courses.practice.compose.files import read_compose
from courses.practice.form_sim.files import read_form_sim
from courses.practice.hotspot.files import read_hotspot
from courses.practice.spot.files import read_spot
from courses.questions.arranging.files import read_match, read_order
from courses.questions.files import read_question
from courses.questions.pictures.files import read_picture_choice
from courses.questions.writing.files import read_number, read_short_text
from identity.communes.folding import fold

ITEMS: dict[str, Reader] = {
    "question": read_question,
    "picture_choice": read_picture_choice,
    "match": read_match,
    "order": read_order,
    "short_text": read_short_text,
    "number": read_number,
    "spot": read_spot,
    "branch": read_branch,
    "app_screen": read_app_screen,
    "form_sim": read_form_sim,
    "hotspot": read_hotspot,
    "compose": read_compose,
}
CODES = "codes"
INDEX_FILE = "courses"
INDEX_SLUG = "khoa-hoc"
Step = tuple[str, Outcome]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What every file of one import needs: where files are, what they may name, and the hour."""

    root: Path
    drawings: Drawings
    skills: Mapping[str, SkillArea]
    codes: Mapping[str, FrameworkCode]
    now: dt.datetime


def import_courses(
    *, root: Path, home: Page, drawings: Drawings, now: dt.datetime
) -> Iterator[Step]:
    """Make or rewrite the list of courses and every course below it; yields each file and what was done."""
    codes = framework_rows(read(root / "frameworks.yaml", root=root))
    shelf = Shelf(root, drawings, skill_rows(read(root / "skills.yaml", root=root)), codes, now)
    index = import_page(source=_index(), parent=home, now=now)
    yield INDEX_FILE, index.outcome
    if index.page is None:
        return
    files = [read(path, root=root) for path in sorted((root / "courses").glob("*/course.yaml"))]
    for source in sorted(files, key=lambda each: shelf.skills[each.text("skill")].position):
        yield from _import_course(source, index.page, shelf)


def _import_course(source: Source, index: Page, shelf: Shelf) -> Iterator[Step]:
    """A course goes live after its lessons, so that its first edition is the whole list."""
    is_live = source.flag("live")
    course = import_page(source=_course(source, shelf), parent=index, now=shelf.now)
    yield source.file, course.outcome
    if course.page is None:
        return
    for part in source.maps("modules"):
        module = import_page(source=_module(part, is_live), parent=course.page, now=shelf.now)
        yield f"{source.file}#{part.text('slug')}", module.outcome
        if module.page is not None:
            yield from _import_lessons(source, part, module.page, shelf)
    if _waits_for_publishing(course, is_live):
        publish_newest(course.page)


def _waits_for_publishing(course: Imported, is_live: bool) -> bool:
    """A new course of the site, or one on the site whose words changed."""
    was_live = course.page is not None and course.page.live
    changed = course.outcome is Outcome.CHANGED and was_live
    return is_live and (changed or course.outcome is Outcome.MADE)


def _import_lessons(source: Source, part: Source, module: Page, shelf: Shelf) -> Iterator[Step]:
    folder = (shelf.root / source.file).parent
    for name in part.entry.get("lessons", []):
        lesson = _lesson(read(folder / str(name), root=shelf.root), shelf)
        yield lesson.file, import_page(source=lesson, parent=module, now=shelf.now).outcome
    for entry in part.maps("outline", required=False):
        promised = _promised_lesson(entry, part)
        yield promised.file, import_page(source=promised, parent=module, now=shelf.now).outcome


def _index() -> PageSource:
    return PageSource(
        file=INDEX_FILE,
        model=CatalogueIndexPage,
        uuid=None,
        slug=INDEX_SLUG,
        title="Khóa học",
        fields={"summary": "Các khóa học kỹ năng số cho bà con Hải Phòng, học lúc nào cũng được."},
    )


def _course(source: Source, shelf: Shelf) -> PageSource:
    source.allow("id", "slug", "title", "skill", "live", "summary", "audience", "modules")
    skill = shelf.skills.get(source.text("skill"))
    if skill is None:
        raise source.refuse("skill", _("there is no skill area of this key"))
    return PageSource(
        file=source.file,
        model=CoursePage,
        uuid=source.uuid(),
        slug=source.text("slug"),
        title=source.text("title"),
        fields={
            "skill": skill,
            "summary": source.text("summary"),
            "audience": source.text("audience", ""),
        },
        is_live=False,
    )


def _module(part: Source, is_live: bool) -> PageSource:
    part.allow("id", "slug", "title", "summary", "lessons", "outline")
    return PageSource(
        file=f"{part.file}#{part.text('slug')}",
        model=ModulePage,
        uuid=part.uuid(),
        slug=part.text("slug"),
        title=part.text("title"),
        fields={"summary": part.text("summary", "")},
        is_live=is_live,
    )


def _lesson(source: Source, shelf: Shelf) -> PageSource:
    source.allow(
        "id", "slug", "title", "minutes", "use", "pass_mark", "summary", "framework", "body"
    )
    use = source.text("use")
    return PageSource(
        file=source.file,
        model=LessonPage,
        uuid=source.uuid(),
        slug=source.text("slug"),
        title=source.text("title"),
        fields={
            "summary": source.text("summary"),
            "use": use,
            "minutes": source.entry.get("minutes"),
            "pass_mark": source.entry.get("pass_mark", PASS_MARK) if use == CHECK else PASS_MARK,
        },
        body=read_body(source, _readers(shelf), shelf.drawings),
        related={"framework_codes": _codes(source, "framework", shelf)},
    )


def _readers(shelf: Shelf) -> dict[str, Reader]:
    return PROSE | {kind: partial(_read_item, reader, shelf) for kind, reader in ITEMS.items()}


def _read_item(reader: Reader, shelf: Shelf, entry: Source, drawings: Drawings) -> Raw:
    """A question or practice, and its own `codes` where it is about something else than its lesson."""
    if CODES not in entry.entry:
        return reader(entry, drawings)
    said = {name: each for name, each in entry.entry.items() if name != CODES}
    own = [code.citation for code in _codes(entry, CODES, shelf)]
    return reader(Source(entry.file, entry.where, said), drawings) | {CODES: own}


def _codes(source: Source, field: str, shelf: Shelf) -> list[FrameworkCode]:
    cited = source.entry.get(field, [])
    if not isinstance(cited, list):
        raise source.refuse(field, _("a list of entries is needed"))
    unknown = [str(code) for code in cited if str(code) not in shelf.codes]
    if unknown:
        sentence = _("not in frameworks.yaml: %(codes)s") % {"codes": ", ".join(unknown)}
        raise source.refuse(field, sentence)
    return [shelf.codes[str(code)] for code in cited]


def _promised_lesson(entry: Source, part: Source) -> PageSource:
    """A lesson of a course in the making: a draft with its title and a sentence."""
    entry.allow("title", "summary")
    slug = "-".join(fold(entry.text("title")).split())
    return PageSource(
        file=f"{part.file}#{part.text('slug')}/{slug}",
        model=LessonPage,
        uuid=None,
        slug=slug,
        title=entry.text("title"),
        fields={"summary": entry.text("summary")},
        is_live=False,
    )
