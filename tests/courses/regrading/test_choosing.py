"""Before a changed lesson goes live its editor says what kind of change it is, and sees whom it touches."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cms.publishing.schedule import publish_due
from courses.models import LessonPage, LessonVersion, PersonLesson, Regrade, VersionChange
from courses.regrading import queries
from identity.models import Entry, Job
from tests import factories
from tests.cms.publishing.desk import at_desk, form_of
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree


@pytest.fixture
def page(tree: Tree):
    return tree.published(body=[make.text(), make.question(), make.question("Câu hai?")])


@pytest.fixture
def mai(db):
    return at_desk(factories.mai())


def drafted(page, change):
    """A draft with the body as `change` makes it."""
    body = make.raw_of(page)
    change(body)
    make.rewrite(page, body).save_revision()
    return reverse("lesson_change", args=[page.pk])


def other_words(body):
    body[1]["value"]["text"] = "Ai được hỏi mã OTP?"


def other_key(body):
    for choice in body[1]["value"]["choices"]:
        choice["value"]["correct"] = not choice["value"]["correct"]


def one_more(body):
    body.append(make.question("Câu ba?"))


def one_less(body):
    del body[1]


def learners(page, *, begun, done):
    now = timezone.now()
    for number, person in enumerate(factories.people(begun + done)):
        PersonLesson.objects.create(
            person=person,
            lesson=page.lesson,
            state="{}",
            started_at=now,
            last_seen_at=now,
            done_at=now if number < done else None,
        )


def kinds_of(page):
    changes = VersionChange.objects.filter(version__lesson=page.lesson)
    return list(changes.order_by("version__number").values_list("kind", "is_chosen"))


def newest(page):
    return LessonVersion.objects.filter(lesson=page.lesson).order_by("-number").first()


@pytest.mark.parametrize(
    ("change", "offered", "refused"),
    [
        (other_words, ["wording", "meaning"], ["adds", "key"]),
        (other_key, ["key", "meaning"], ["wording", "adds"]),
        (one_more, ["adds", "meaning"], ["wording", "key"]),
        (one_less, ["meaning"], ["wording", "adds", "key"]),
    ],
)
def test_only_kinds_that_fit_what_differs_are_taken(page, mai, change, offered, refused):
    address = drafted(page, change)
    shown = mai.get(address)
    assert [str(offer.kind) for offer in shown.context["offers"] if offer.is_possible] == sorted(
        offered, key=["wording", "adds", "meaning", "key"].index
    )
    for kind in refused:
        answer = mai.post(address, {"kind": kind, "note": ""})
        assert answer.status_code == 422
    assert newest(page).number == 1
    assert mai.post(address, {"kind": offered[0], "note": "Sửa"}).status_code == 302
    assert kinds_of(page) == [(offered[0], True)]


def test_the_preview_says_how_many_know_the_lesson_and_that_nobody_loses(page, mai):
    learners(page, begun=3, done=2)
    shown = mai.get(drafted(page, one_more)).content.decode()
    assert "3 đang học, 2 đã xong: không ai mất kết quả" in shown
    assert "Câu ba?" in shown


def test_large_numbers_are_written_alike_throughout_the_preview(page, mai, monkeypatch):
    known = queries.Known(begun=1312, done=21840)
    monkeypatch.setattr(queries, "known_by", lambda _lessons: known)
    shown = mai.get(drafted(page, one_more)).content.decode()
    assert "1.312 đang học, 21.840 đã xong: không ai mất kết quả" in shown
    assert shown.count("21.840 người đã xong vẫn xong") == 2
    assert "1.312 người đang học làm thêm phần mới" in shown


def test_publishing_in_the_editor_asks_first_and_keeps_the_draft(page, mai):
    address = drafted(page, other_words)
    form = form_of(page, question="Câu mới?", **{"action-publish": "1"})
    asked = mai.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert asked.url == address
    assert newest(page).number == 1
    mai.post(address, {"kind": "meaning", "note": ""})
    assert newest(page).number == 2


def test_a_choice_waits_for_the_hour_and_holds_then(page, mai):
    body = make.raw_of(page)
    other_words(body)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    make.rewrite(page, body).save_revision()
    mai.post(reverse("lesson_change", args=[page.pk]), {"kind": "wording", "note": ""})
    page.refresh_from_db()
    assert newest(page).number == 1
    assert page.scheduled_revision
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        publish_due(now=timezone.now())
    assert kinds_of(page) == [("wording", True)]


def test_a_text_changed_after_the_choice_asks_again(page, mai):
    mai.post(drafted(page, other_words), {"kind": "wording", "note": ""})
    page.refresh_from_db()
    drafted(page, one_more)
    draft = LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.asks_before_publishing()


def test_a_draft_that_is_no_lesson_yet_asks_nothing_before_it_is_refused(page, mai):
    drafted(page, list.clear)
    draft = LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.asks_before_publishing() is None


def test_an_editor_who_may_not_publish_chooses_for_whoever_approves(page):
    thu = at_desk(factories.thu())
    thu.post(drafted(page, other_words), {"kind": "wording", "note": "Chính tả"})
    assert newest(page).number == 1
    page.get_latest_revision().publish()
    assert kinds_of(page) == [("wording", True)]
    change = VersionChange.objects.get()
    assert (change.note, change.is_chosen) == ("Chính tả", True)


@pytest.mark.parametrize(
    ("change", "derived"),
    [(other_words, "meaning"), (other_key, "key"), (one_more, "adds"), (one_less, "meaning")],
)
def test_where_nobody_chose_the_safest_kind_is_written_down(page, change, derived):
    drafted(page, change)
    page.get_latest_revision().publish()
    assert kinds_of(page) == [(derived, False)]


def test_other_explanations_are_wording(page):
    def explained(body):
        body[1]["value"]["explanation"] = "Vì mã là của riêng bác."

    drafted(page, explained)
    page.get_latest_revision().publish()
    assert kinds_of(page) == [("wording", False)]


def test_a_corrected_key_promises_a_trial_run_and_regrades_nobody(page, mai):
    mai.post(drafted(page, other_key), {"kind": "key", "note": ""})
    change = VersionChange.objects.get()
    assert len(change.rekeyed) == 1
    assert Job.objects.filter(topic="catalogue.key_corrected").count() == 1
    assert not Regrade.objects.exclude(state="dry_run").exists()


def test_the_choice_is_written_down_for_the_audit(page, mai):
    mai.post(drafted(page, other_words), {"kind": "wording", "note": ""})
    entry = Entry.objects.get(act="lessons.change_chosen")
    assert entry.detail["kind"] == "wording"


def test_a_citizen_and_a_trainer_find_no_such_screen(page):
    address = drafted(page, other_words)
    for person in (factories.lan(), factories.minh()):
        assert at_desk(person).get(address).status_code in {302, 404}
