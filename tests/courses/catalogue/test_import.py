"""Content files become pages once, follow their files, and never undo an editor."""

import shutil
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from cms.models import HomePage, ImportedPage, NewsPage, Picture
from courses.models import CourseEdition, CoursePage, LessonPage, LessonVersion
from tests.courses.catalogue.tree import publish

FILES = Path(__file__).parent / "content"
LESSON = "courses/thu-nghiem/bai-mot.yaml"


@pytest.fixture
def content(tmp_path: Path, db: None) -> Path:
    """The small course, in a folder a test may write to."""
    return Path(shutil.copytree(FILES, tmp_path / "content"))


def bring(content: Path) -> None:
    call_command("import_content", "--from", str(content), verbosity=0)


def rewrite(content: Path, file: str, **fields: object) -> None:
    path = content / file
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | fields, allow_unicode=True))


def lesson() -> LessonPage:
    return LessonPage.objects.get(slug="bai-mot")


def test_files_become_pages_with_the_ids_they_name(content: Path) -> None:
    bring(content)
    page = lesson()
    assert str(page.translation_key).endswith("3b08")
    assert page.live
    version = LessonVersion.objects.get()
    assert [item["id"][-2:] for item in version.items] == ["0b", "0e"]
    assert [step[-2:] for step in version.steps] == ["09", "0a", "0b", "0e"]
    assert version.framework == ["digcomp@2.2:4.2"]


def test_the_site_begins_at_the_imported_home_page(content: Path) -> None:
    bring(content)
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert Page.get_first_root_node().get_children().count() == 1
    assert NewsPage.objects.get().url == "/tin-tuc/tin-dau/"


def test_a_course_begins_with_one_edition_of_all_its_lessons(content: Path) -> None:
    bring(content)
    assert [each.title for each in CourseEdition.objects.get().lessons.all()] == ["Bài một"]


def test_a_lesson_to_come_is_a_draft_with_its_sentence(content: Path) -> None:
    bring(content)
    draft = LessonPage.objects.get(title="Bài sắp có")
    assert (draft.live, draft.summary) == (False, "Bác chờ nhé.")


def test_a_second_import_changes_nothing(content: Path) -> None:
    bring(content)
    before = set(Page.objects.values_list("pk", "latest_revision_id"))
    bring(content)
    assert set(Page.objects.values_list("pk", "latest_revision_id")) == before
    assert Picture.objects.count() == 1


def test_a_changed_file_changes_its_page_and_keeps_every_id(content: Path) -> None:
    bring(content)
    before = LessonVersion.objects.get()
    rewrite(content, LESSON, title="Bài một, viết lại")
    bring(content)
    after = LessonVersion.objects.get(number=2)
    assert lesson().title == "Bài một, viết lại"
    assert after.steps == before.steps
    assert CourseEdition.objects.count() == 1


def test_a_changed_course_stays_on_the_site(content: Path) -> None:
    bring(content)
    rewrite(content, "courses/thu-nghiem/course.yaml", title="Khóa mới")
    bring(content)
    assert CoursePage.objects.get().title == "Khóa mới"


def test_an_editors_later_change_is_never_overwritten(content: Path) -> None:
    bring(content)
    page = lesson()
    page.title = "Cô Thu viết"
    publish(page)
    rewrite(content, LESSON, title="Tệp viết")
    bring(content)
    assert lesson().title == "Cô Thu viết"


def test_an_editors_draft_counts_as_a_change(content: Path) -> None:
    bring(content)
    page = lesson()
    page.title = "Bản nháp của cô Thu"
    page.save_revision()
    rewrite(content, LESSON, title="Tệp viết")
    bring(content)
    assert lesson().get_latest_revision_as_object().title == "Bản nháp của cô Thu"


def test_what_an_editor_took_off_or_deleted_stays_so(content: Path) -> None:
    bring(content)
    lesson().unpublish()
    Page.objects.get(pk=NewsPage.objects.get().pk).delete()
    rewrite(content, LESSON, minutes=7)
    rewrite(content, "site/tin-tuc/tin-dau.yaml", title="Tin khác")
    bring(content)
    assert not lesson().live
    assert not NewsPage.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"minutes": 0}, "minutes"),
        ({"framework": ["digcomp:9.9"]}, "framework"),
        ({"nghia": 1}, "nghia"),
        ({"id": "khong-phai"}, "id"),
        ({"body": [{"video": {}}]}, "body[1].video"),
        (
            {
                "body": [
                    {
                        "text": {
                            "id": "8d1c1e7e-1f0b-4f0e-9d39-4f8a1d6a3b09",
                            "body": "<script>1</script>",
                        }
                    }
                ]
            },
            "body[1].text.body",
        ),
        ({"use": "check"}, "body"),
        ({"use": "thi"}, "use"),
    ],
)
def test_a_mistake_is_named_by_file_and_field_and_nothing_is_kept(
    content: Path, fields: dict[str, object], told: str
) -> None:
    rewrite(content, LESSON, **fields)
    with pytest.raises(CommandError) as refused:
        bring(content)
    assert f"{LESSON}: {told}" in str(refused.value)
    assert not ImportedPage.objects.exists()
    assert not CoursePage.objects.exists()


def test_a_mistake_inside_a_block_is_named_by_its_place(content: Path) -> None:
    body = yaml.safe_load((content / LESSON).read_text())["body"]
    body[2]["question"]["choices"][1]["correct"] = True
    rewrite(content, LESSON, body=body)
    with pytest.raises(CommandError, match=r"bai-mot\.yaml: 2\.choices"):
        bring(content)


def test_a_question_may_be_about_something_else_than_its_lesson(content: Path) -> None:
    frameworks = yaml.safe_load((content / "frameworks.yaml").read_text())
    frameworks[0]["codes"].append({"code": "4.1", "title": "Bảo vệ thiết bị"})
    (content / "frameworks.yaml").write_text(yaml.safe_dump(frameworks))
    body = yaml.safe_load((content / LESSON).read_text())["body"]
    body[2]["question"]["codes"] = ["digcomp:4.1"]
    rewrite(content, LESSON, body=body)
    bring(content)
    items = LessonVersion.objects.get(title=lesson().title).items
    assert {tuple(item["codes"]) for item in items} == {("digcomp@2.2:4.1",), ("digcomp@2.2:4.2",)}
    body[2]["question"]["codes"] = ["digcomp:9.9"]
    rewrite(content, LESSON, body=body)
    with pytest.raises(CommandError, match=r"bai-mot\.yaml: body\[3\]\.question\.codes"):
        bring(content)


def test_a_drawing_with_a_script_is_refused(content: Path) -> None:
    (content / "drawings" / "xau.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    )
    with pytest.raises(CommandError, match=r"xau\.svg: script"):
        bring(content)
