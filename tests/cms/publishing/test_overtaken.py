"""Nothing is saved over a text that somebody else saved meanwhile; hers stays on the screen."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from cms.pages.forms import revision_name
from cms.publishing import actions as publishing
from courses.models import LessonPage
from tests import factories
from tests.cms.publishing.desk import at_desk, form_of
from tests.courses.catalogue.tree import plant


@pytest.fixture
def page(db):
    planted = plant()
    publishing.prepare_editorial()
    return planted.published()


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def opened(client, page):
    return client.get(edit(page)).context["form"]["opened"].value()


def newest(page):
    return LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.mark.parametrize("pressed", [{}, {"action-publish": "1"}, {"action-submit": "1"}])
def test_a_save_over_somebody_elses_newer_revision_is_refused(page, pressed):
    thu, mai = at_desk(factories.thu()), at_desk(factories.mai())
    since = opened(mai, page)
    thu.post(edit(page), form_of(page, question="Của cô Thu?", opened=since))
    answer = mai.post(
        edit(page), form_of(page, question="Cua chi Mai 77?", opened=since, **pressed)
    )
    assert answer.status_code == 200
    words = answer.content.decode()
    assert "Cua chi Mai 77?" in words
    assert "Phạm Thị Thu" in words
    assert edit(page) in words
    assert newest(page).body[-1].value["text"] == "Của cô Thu?"


def test_pressing_again_does_not_push_it_through(page):
    thu, mai = at_desk(factories.thu()), at_desk(factories.mai())
    since = opened(mai, page)
    thu.post(edit(page), form_of(page, question="Của cô Thu?", opened=since))
    first = mai.post(edit(page), form_of(page, question="Đè?", opened=since))
    again = first.context["form"]["opened"].value()
    mai.post(edit(page), form_of(page, question="Đè?", opened=again))
    assert newest(page).body[-1].value["text"] == "Của cô Thu?"


def test_a_schedule_is_refused_as_a_save_is(page):
    thu, mai = at_desk(factories.thu()), at_desk(factories.mai())
    since = opened(mai, page)
    thu.post(edit(page), form_of(page, question="Của cô Thu?", opened=since))
    hour = {"go_live_at": "2031-01-01 08:00", "action-publish": "1"}
    assert mai.post(edit(page), form_of(page, opened=since, **hour)).status_code == 200
    assert not LessonPage.objects.get(pk=page.pk).scheduled_revision


def test_saving_by_itself_refuses_too_and_goes_on_from_what_it_saved(page):
    thu, mai = at_desk(factories.thu()), at_desk(factories.mai())
    since = opened(mai, page)
    json = {"headers": {"accept": "application/json"}}
    first = mai.post(edit(page), form_of(page, question="Một?", opened=since), **json)
    saved = str(first.json()["revision_id"])
    more = {"opened": since, "overwrite_revision_id": saved}
    assert mai.post(edit(page), form_of(page, question="Hai?", **more), **json).json()["success"]
    thu.post(edit(page), form_of(page, question="Của cô Thu?", opened=opened(thu, page)))
    refused = mai.post(edit(page), form_of(page, question="Ba?", **more), **json)
    assert not refused.json()["success"]
    assert newest(page).body[-1].value["text"] == "Của cô Thu?"


def test_her_own_saves_one_after_the_other_are_taken(page):
    mai = at_desk(factories.mai())
    for words in ("Một?", "Hai?"):
        form = form_of(page, question=words, opened=opened(mai, page))
        assert mai.post(edit(page), form).status_code == 302
    assert newest(page).body[-1].value["text"] == "Hai?"
    page.refresh_from_db()
    assert opened(mai, page) == revision_name(page.get_latest_revision())


def test_a_mistake_in_the_form_does_not_close_her_out(page):
    mai = at_desk(factories.mai())
    since = opened(mai, page)
    saved = mai.post(
        edit(page),
        form_of(page, question="Một?", opened=since),
        headers={"accept": "application/json"},
    ).json()["revision_id"]
    wrong = form_of(page, choices=1, opened=since, **{"action-publish": "1"})
    answer = mai.post(edit(page), wrong | {"overwrite_revision_id": str(saved)})
    again = answer.context["form"]["opened"].value()
    assert mai.post(edit(page), form_of(page, question="Hai?", opened=again)).status_code == 302


@pytest.mark.parametrize(
    "said",
    [
        "Proceeding will overwrite the changes you made in that window.",
        "Proceeding will overwrite the changes made by %(user_name)s.",
        "Saving will overwrite a newer version.",
    ],
)
def test_no_words_of_the_editor_promise_to_save_over_a_newer_text(said):
    assert "không lưu đè lên được" in gettext(said)
