"""No English word stands on a screen that editors and moderators use."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.models import Picture
from cms.publishing import actions as publishing
from courses.models import LessonPage
from tests import factories
from tests.cms.media.test_titles import drawn
from tests.cms.publishing.desk import at_desk, form_of
from tests.cms.publishing.screen_words import english, english_on
from tests.courses.catalogue.tree import Tree, plant

LINKS = (
    "allow_external_link=true&allow_email_link=true&allow_phone_link=true&allow_anchor_link=true"
)
SCREENS = [
    "",
    "pages/{home}/",
    "pages/{module}/",
    "pages/search/?q=b",
    "pages/{lesson}/edit/",
    "pages/{home}/edit/",
    "pages/{course}/edit/",
    "pages/{home}/add_subpage/",
    "pages/add/courses/lessonpage/{module}/",
    "pages/{lesson}/copy/",
    "pages/{lesson}/history/",
    "pages/{lesson}/workflow_history/",
    "pages/{lesson}/usage/",
    "images/",
    "images/add/",
    "images/multiple/add/",
    "images/{picture}/",
    "images/usage/{picture}/",
    "images/chooser/",
    "choose-page/?" + LINKS,
    "choose-page/{home}/?" + LINKS,
    "choose-external-link/?" + LINKS,
    "choose-email-link/?" + LINKS,
    "choose-phone-link/?" + LINKS,
    "choose-anchor-link/?" + LINKS,
    "reports/workflow/",
    "reports/workflow_tasks/",
    "reports/site-history/",
    "reports/aging-pages/",
    "account/",
]
MODERATORS = [
    "pages/{lesson}/move/",
    "pages/{lesson}/delete/",
    "pages/{lesson}/unpublish/",
    "pages/workflow/action/{lesson}/approve/{task}/",
    "pages/workflow/action/{lesson}/reject/{task}/",
    "images/{picture}/delete/",
    "reports/locked/",
]


@pytest.fixture
def tree(db: None) -> Tree:
    planted = plant()
    Page.objects.get(title__startswith="Welcome").delete()  # the import takes it away as well
    publishing.prepare_editorial()
    return planted


@pytest.fixture
def places(tree: Tree) -> dict[str, int]:
    """A lesson that waits for review, and what stands around it."""
    page = tree.published()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    at_desk(factories.thu()).post(
        address, form_of(page, question="Câu khác?", **{"action-submit": "1"})
    )
    return {
        "home": tree.home.pk,
        "course": tree.course.pk,
        "module": tree.module.pk,
        "lesson": page.pk,
        "picture": drawn("Con đò trên sông").pk,
        "task": Page.objects.get(pk=page.pk).current_workflow_task_state.pk,
    }


def english_at(
    client: Client, addresses: list[str], places: dict[str, int]
) -> dict[str, list[str]]:
    """English texts by screen; a screen that does not open is told as well."""
    found = {}
    for address in addresses:
        answer = client.get(f"/cms/{address}".format(**places))
        found[address] = (
            english_on(answer.content.decode())
            if answer.status_code == 200
            else [str(answer.status_code)]
        )
    return {address: texts for address, texts in found.items() if texts}


def test_an_editor_reads_vietnamese_everywhere(places: dict[str, int]) -> None:
    thu = at_desk(factories.thu(contact="thu2@example.vn"))
    assert english_at(thu, SCREENS, places) == {}


def test_a_moderator_reads_vietnamese_everywhere(places: dict[str, int]) -> None:
    assert english_at(at_desk(factories.mai()), SCREENS + MODERATORS, places) == {}


def test_an_english_sentence_would_be_seen() -> None:
    assert {"page", "publish", "actions", "none"} <= english()
    assert english_on('<nav aria-label="Actions">Lưu</nav>') == ["Actions"]
    assert english_on("<p>Lưu bản nháp</p><b hidden>None</b>") == []


def test_what_wagtail_brings_along_has_vietnamese_names(tree: Tree) -> None:
    publishing.prepare_editorial()
    assert Page.get_first_root_node().title == publishing.ROOT
    names = set(publishing.Workflow.objects.values_list("name", flat=True))
    names |= set(publishing.Task.objects.values_list("name", flat=True))
    assert names == {publishing.REVIEW}


def test_the_models_have_names(tree: Tree) -> None:
    assert str(Picture._meta.verbose_name) != "picture"
    assert str(LessonPage._meta.verbose_name) != "lesson page"
