"""Editors see which blocks nobody has read aloud, a slice of the site at a time."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.media import recordings
from cms.media.models import Recording
from cms.publishing import actions as publishing
from cms.publishing import unrecorded
from tests import factories, sounds
from tests.cms.publishing.desk import at_desk
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree, plant


@pytest.fixture
def tree(db: None) -> Tree:
    planted = plant()
    publishing.prepare_editorial()
    return planted


def test_the_report_names_what_is_silent_and_leads_to_the_page(tree: Tree, now) -> None:
    recording = recordings.take(Recording(title="Bến"), sounds.mp3(), now=now)
    recording.save()
    read = make.text("Bến đò")
    read["value"]["audio"] = recording.pk
    page = tree.published(body=[read, make.question("Ai hỏi mã?"), make.spot()])
    (row,) = unrecorded.coverages([page])
    assert (row.read, row.blocks) == (1, 3)
    assert [name.partition(": ")[2] for name in row.silent] == ["Ai hỏi mã?", "Tìm chỗ đáng ngờ."]
    shown = at_desk(factories.thu()).get(reverse("unrecorded")).content.decode()
    assert row.edit_url in shown
    assert "1/3" in shown


def test_only_the_pages_of_one_slice_are_opened(
    tree: Tree, monkeypatch, django_assert_max_num_queries
) -> None:
    monkeypatch.setattr(unrecorded, "PAGES_AT_ONCE", 2)
    thu = at_desk(factories.thu())
    for number in range(5):
        tree.published(f"Bài {number}")
    with django_assert_max_num_queries(40):
        shown = thu.get(reverse("unrecorded"), {"p": "2"}).content.decode()
    assert "?p=1" in shown
    assert "?p=3" in shown


def test_nobody_reads_it_without_being_an_editor(tree: Tree) -> None:
    assert Client().get(reverse("unrecorded")).status_code in {302, 403}
