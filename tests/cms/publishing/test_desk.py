"""cô Thu writes, chị Mai approves: through Wagtail's own screens."""

from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.publishing import actions as publishing
from courses.models import CourseEdition, LessonPage, LessonVersion
from tests import factories
from tests.cms.publishing.desk import at_desk, form_of
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree, plant


@pytest.fixture
def tree(db: None) -> Tree:
    planted = plant()
    publishing.prepare_editorial()
    return planted


def edit(page: LessonPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def shown(page: LessonPage) -> str:
    return LessonPage.objects.get(pk=page.pk).body[-1].value.get("text")


def test_an_editor_sends_to_review_and_a_moderator_puts_it_live(tree: Tree) -> None:
    page = tree.published()
    thu, mai = at_desk(factories.thu()), at_desk(factories.mai())
    answer = thu.post(edit(page), form_of(page, question="Câu mới?", **{"action-submit": "1"}))
    assert answer.status_code == 302, answer.context["form"].errors
    assert shown(page) != "Câu mới?"
    task = Page.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    asked = mai.post(address, {"comment": ""})
    assert shown(page) != "Câu mới?"
    mai.post(asked.url, {"kind": "meaning", "note": ""})
    assert shown(page) == "Câu mới?"
    assert Page.objects.get(pk=page.pk).current_workflow_task_state is None
    assert LessonVersion.objects.filter(lesson=page.lesson).count() == 2


@pytest.mark.parametrize(
    "address",
    [
        "/cms/documents/chooser/",
        "/cms/documents/multiple/add/",
        "/cms/embeds/chooser/",
        "/cms/embeds/chooser/upload/",
        "/cms/api/main/documents/",
        "/tai-lieu/1/bang.pdf",
    ],
)
def test_files_and_embeds_have_no_doors(db: None, address: str) -> None:
    publishing.prepare_editorial()
    assert at_desk(factories.mai()).get(address).status_code == 404


def test_an_editor_cannot_publish_alone(tree: Tree) -> None:
    page = tree.published()
    at_desk(factories.thu()).post(
        edit(page), form_of(page, question="Vội?", **{"action-publish": "1"})
    )
    assert shown(page) != "Vội?"


def test_a_moderator_publishes_a_lesson_written_in_the_editor(tree: Tree) -> None:
    draft = LessonPage(title="Bài thứ sáu", slug="bai-thu-sau")
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", tree.module.pk])
    form = form_of(draft, **{"action-publish": "1"})
    answer = at_desk(factories.mai()).post(address, form)
    assert answer.status_code == 302, answer.context["form"].errors
    made = LessonPage.objects.get(title="Bài thứ sáu")
    assert made.live
    assert made.versions.get().number == 1
    assert CourseEdition.objects.filter(course=tree.course.translation_key).count() == 1


def test_a_question_with_one_choice_is_refused_at_its_field(tree: Tree) -> None:
    page = tree.published()
    form = form_of(page, choices=1, **{"action-publish": "1"})
    answer = at_desk(factories.mai()).post(edit(page), form)
    assert answer.status_code == 200
    assert "body" in answer.context["form"].errors


def test_a_refused_publish_is_a_sentence_and_the_draft_is_kept(tree: Tree) -> None:
    page = tree.published()
    mai = at_desk(factories.mai())
    form = form_of(page, question="Giữ bản nháp?", **{"action-publish": "1"})
    with mock.patch("courses.catalogue.freezing.freeze_body", side_effect=KeyError("uid")):
        answer = mai.post(edit(page), form, follow=True)
    assert answer.redirect_chain[-1][0] == edit(page)
    assert page.title in str(next(iter(answer.context["messages"])))
    assert shown(page) != "Giữ bản nháp?"
    latest = LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert latest.body[-1].value["text"] == "Giữ bản nháp?"


def test_a_lesson_taken_off_the_site_in_the_editor_leaves_the_edition(tree: Tree) -> None:
    page = tree.published()
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    at_desk(factories.mai()).post(address)
    assert not LessonPage.objects.get(pk=page.pk).live
    assert CourseEdition.objects.order_by("-number").first().lessons.count() == 0


def test_no_page_can_be_hidden_behind_a_password(tree: Tree) -> None:
    page = tree.published()
    asked = {"restriction_type": "password", "password": "1234"}
    at_desk(factories.mai()).post(f"/cms/pages/{page.pk}/privacy/", asked)
    assert not page.get_view_restrictions().exists()


@pytest.mark.parametrize("address", ["users/", "groups/", "sites/", "workflows/add/", "users/add/"])
def test_people_and_groups_have_no_screens(tree: Tree, address: str) -> None:
    assert at_desk(factories.mai()).get(f"/cms/{address}").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["", "pages/{home}/", "images/", "images/multiple/add/", "images/chooser/", "account/"],
)
def test_the_daily_screens_open(tree: Tree, address: str) -> None:
    answer = at_desk(factories.thu()).get(f"/cms/{address}".format(home=tree.home.pk))
    assert answer.status_code == 200


def test_a_preview_shows_the_draft_even_where_readers_have_the_page_already(tree: Tree) -> None:
    page = tree.published()
    Client().get(page.url)
    body = make.raw_of(page)
    body[0]["value"]["heading"] = "Bến còn nháp"
    make.rewrite(page, body).save_revision()
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    answer = at_desk(factories.thu()).get(address)
    assert "Bến còn nháp" in answer.content.decode()
    assert 'data-version=""' in answer.content.decode()
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_without_a_live_grant_the_desk_is_closed(tree: Tree) -> None:
    assert at_desk(factories.lan()).get("/cms/").status_code in {302, 404}


def test_an_editors_name_is_not_kept_twice(tree: Tree) -> None:
    html = at_desk(factories.thu()).get("/cms/account/").content.decode()
    assert "theme-" in html
    assert "name_email-" not in html
    assert "avatar-" not in html
    assert "notifications-" not in html


def test_wagtail_sends_no_mail_of_its_own(tree: Tree, mailoutbox: list[object]) -> None:
    at_desk(factories.mai(contact="mai@example.vn")).get("/cms/")
    page = tree.published()
    at_desk(factories.thu()).post(edit(page), form_of(page, **{"action-submit": "1"}))
    assert not mailoutbox


def test_a_draft_may_be_unfinished(tree: Tree) -> None:
    page = tree.published()
    answer = at_desk(factories.thu()).post(edit(page), form_of(page, choices=1))
    assert answer.status_code == 302, answer.context["form"].errors
    latest = LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert len(latest.body[-1].value["choices"]) == 1


def test_an_unfinished_lesson_does_not_go_to_review(tree: Tree) -> None:
    page = tree.published()
    form = form_of(page, choices=1, **{"action-submit": "1"})
    assert at_desk(factories.thu()).post(edit(page), form).status_code == 200


def test_a_lesson_of_one_question_is_no_check(tree: Tree) -> None:
    page = tree.published()
    form = form_of(page, use="check", **{"action-publish": "1"})
    answer = at_desk(factories.mai()).post(edit(page), form)
    assert "8" in str(answer.context["form"].errors["body"])


def test_an_address_left_empty_is_made_of_the_title(tree: Tree) -> None:
    draft = LessonPage(title="Đừng đọc mã", slug="")
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", tree.module.pk])
    answer = at_desk(factories.thu()).post(address, form_of(draft))
    assert answer.status_code == 302, answer.context["form"].errors
    assert LessonPage.objects.get(title="Đừng đọc mã").slug == "dung-doc-ma"
