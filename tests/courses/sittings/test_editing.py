"""The paired test in files and in the editors' screens: two forms that belong together."""

import shutil
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms.publishing.actions import prepare_editorial
from courses.models import AnswerKey, CoursePage, FormRelease, PairedTest
from courses.progress.grading import mark_answer, paper
from courses.sittings.offers import check_of, newest_release
from tests import factories
from tests.cms.publishing.desk import at_desk
from tests.courses.catalogue.test_import import FILES
from tests.courses.school import browser_of
from tests.courses.sittings.hall import form, objective, paired_test, published

pytestmark = pytest.mark.django_db
REAL = settings.BASE_DIR / "content" / "courses"
FILE = "truoc-sau.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The small course of the tests, with a paired test beside it."""
    root = Path(shutil.copytree(FILES, tmp_path / "content"))
    course = yaml.safe_load((root / "courses/thu-nghiem/course.yaml").read_text())
    written = yaml.safe_load((REAL / "su-dung-internet" / FILE).read_text())
    (root / "courses/thu-nghiem" / FILE).write_text(
        yaml.safe_dump(written | {"course": course["id"]}, allow_unicode=True)
    )
    return root


def bring(content: Path) -> None:
    call_command("import_content", "--from", str(content), verbosity=0)


def rewrite(content: Path, change) -> None:
    path = content / "courses/thu-nghiem" / FILE
    written = yaml.safe_load(path.read_text())
    change(written)
    path.write_text(yaml.safe_dump(written, allow_unicode=True))


@pytest.mark.parametrize("course", ["su-dung-internet", "bao-ve-thong-tin-ca-nhan"])
def test_the_real_forms_ask_the_same_in_other_words(course):
    written = yaml.safe_load((REAL / course / FILE).read_text())
    first, second = (written[name] for name in ("form_a", "form_b"))
    assert [item["objective"] for item in first] == [item["objective"] for item in second]
    asked = [str(item["question"]["text"]) for item in (*first, *second, *written["reserve"])]
    assert len(set(asked)) == len(asked)
    covered = {item["objective"] for item in written["reserve"]}
    assert covered == {each["id"] for each in written["objectives"]}


def test_files_become_a_test_once_and_follow_their_file(content):
    bring(content)
    bring(content)
    test = PairedTest.objects.get()
    assert test.live
    assert sorted(FormRelease.objects.values_list("letter", flat=True)) == ["A", "B", "R"]
    for release in FormRelease.objects.select_related("version"):
        for item, sheet in paper(release.version.uuid).sheets.items():
            key = AnswerKey.objects.get(version=release.version, item=item).key
            right = key["answer"] if sheet.kind.name == "true_false" else key["correct"][0]
            assert mark_answer(sheet, right).score == 100

    rewrite(content, lambda written: written["form_a"][0]["question"].update(text="Câu khác?"))
    bring(content)
    assert FormRelease.objects.filter(letter="A").count() == 2
    assert FormRelease.objects.filter(letter="B").count() == 1
    items = newest_release(test.course.translation_key, "A").version.items
    assert items[0]["text"] == "Câu khác?"


def test_an_editors_change_is_never_overwritten(content):
    bring(content)
    test = PairedTest.objects.get()
    test.save_revision().publish()
    rewrite(content, lambda written: written["form_a"][0]["question"].update(text="Câu khác?"))
    bring(content)
    assert FormRelease.objects.filter(letter="A").count() == 1
    test.delete()
    bring(content)
    assert not PairedTest.objects.exists()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda written: written["form_a"].pop(), "form_b"),
        (lambda written: written["form_b"].append({"objective": "x", "question": {}}), "objective"),
        (lambda written: written.update(course=str(CoursePage().translation_key)), "course"),
    ],
)
def test_a_mistake_in_a_file_is_named_and_nothing_is_kept(content, change, where):
    rewrite(content, change)
    with pytest.raises(CommandError, match=where):
        bring(content)
    assert not PairedTest.objects.exists()


@pytest.mark.parametrize(
    ("bodies", "field"),
    [
        ({"form_b": form("B", 1, 1, 1, 2, 3, 3)}, "form_b"),
        ({"form_a": form("A", 1, 2, 3), "form_b": form("B", 1, 2, 3)}, "form_a"),
        ({"objectives": [objective("Một")]}, "reserve"),
        ({"reserve": form("R", 4)}, "reserve"),
        ({"objectives": [objective(f"Mục {n}") for n in range(4)]}, "form_a"),
    ],
)
def test_forms_that_do_not_belong_together_are_refused(hall, bodies, field):
    with pytest.raises(ValidationError) as wrong:
        paired_test(hall.tree.course, **({"reserve": []} | bodies)).check_whole()
    if field != "reserve" or "reserve" in bodies:
        assert field in wrong.value.error_dict


def test_a_copied_question_gets_ids_of_its_own_and_the_first_keeps_hers(hall):
    test = hall.test
    raw = [block.get_prep_value() for block in test.form_a]
    own = raw[0]["value"]["question"]["uid"]
    test.form_a = PairedTest._meta.get_field("form_a").stream_block.to_python(
        [*raw[:-1], raw[0] | {"id": raw[-1]["id"]}]
    )
    test.form_a[-1].value["objective"] = "3"
    published(test)
    uids = [block.value["question"]["uid"] for block in test.form_a]
    assert uids[0] == own
    assert len(set(uids)) == len(uids)


def test_the_reserve_knows_which_questions_of_the_check_it_stands_in_for(hall):
    release = newest_release(hall.course, "R")
    items = [item["id"] for item in check_of(hall.course).items]
    assert set(release.stands_for) == set(items[:4])
    assert release.stands_for[items[0]] == release.stands_for[items[1]]
    assert set(release.aims.values()) == {release.stands_for[items[0]]}


@pytest.mark.usefixtures("standing_clock")
def test_editors_write_it_and_moderators_let_it_into_classes(hall, now):
    prepare_editorial()
    address = reverse("wagtailsnippets_courses_pairedtest:edit", args=[hall.test.pk])
    listed = reverse("wagtailsnippets_courses_pairedtest:list")
    publish = 'name="action-publish"'
    for who, may_publish in (("thu", False), ("mai", True)):
        browser = browser_of(getattr(factories, who)(), second_factor=True, now=now)
        assert browser.get(listed).status_code == 200
        page = browser.get(address)
        assert page.status_code == 200
        assert (publish in page.content.decode()) is may_publish
    stranger = browser_of(factories.minh(), second_factor=True, now=now)
    assert stranger.get(address).status_code in {302, 403, 404}


def test_a_save_over_somebody_elses_newer_test_is_refused(hall):
    prepare_editorial()
    address = reverse("wagtailsnippets_courses_pairedtest:edit", args=[hall.test.pk])
    editor = factories.thu()
    thu, mai = at_desk(editor), at_desk(factories.mai())
    page = mai.get(address)
    since = page.context["form"]["opened"].value()
    assert f'value="{since}"' in page.content.decode()
    empty = {f"{name}-count": "0" for name in PairedTest.BODIES}
    sent = {"course": hall.test.course_id, "opened": since} | empty
    assert thu.post(address, sent).status_code == 302
    refused = mai.post(address, sent)
    assert refused.status_code == 200
    assert editor.name in refused.content.decode()
    assert hall.test.revisions.latest("pk").user == editor
