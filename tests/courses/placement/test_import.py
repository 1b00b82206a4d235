"""content/placement.yaml: a changed file is a new version, a slip is named, keys stay apart."""

import json
import shutil

import pytest
import yaml
from django.db import DatabaseError, transaction

from cms.publishing.files import ContentRefused
from cms.publishing.imports import Outcome
from courses.placement import rules
from courses.placement.imports import import_pool
from courses.placement.models import PlacementPool
from courses.placement.pools import as_pool, newest_shelf, public_pool
from tests.courses.placement.conftest import CONTENT
from tests.factories import LONG_AGO


@pytest.fixture
def folder(tmp_path):
    for name in ("placement.yaml", "skills.yaml"):
        shutil.copy(CONTENT / name, tmp_path / name)
    return tmp_path


def changed(folder, change):
    file = folder / "placement.yaml"
    pool = yaml.safe_load(file.read_text())
    change(pool)
    file.write_text(yaml.safe_dump(pool, allow_unicode=True))


def test_the_same_file_twice_is_one_version(shelf):
    assert list(import_pool(root=CONTENT, now=LONG_AGO)) == [("placement.yaml", Outcome.UNCHANGED)]
    assert PlacementPool.objects.count() == 1


def test_a_changed_file_is_a_new_version_and_the_old_one_stays(shelf, folder):
    changed(folder, lambda pool: pool["items"][0].update(text="Câu hỏi mới?"))
    assert list(import_pool(root=folder, now=LONG_AGO)) == [("placement.yaml", Outcome.CHANGED)]
    assert newest_shelf().number == 2
    first = PlacementPool.objects.get(number=1)
    assert first.items[0]["text"] != "Câu hỏi mới?"
    # and back again: nothing is changed in place
    list(import_pool(root=CONTENT, now=LONG_AGO))
    assert newest_shelf().number == 3


def test_a_version_cannot_be_changed_in_the_database(shelf):
    with pytest.raises(DatabaseError), transaction.atomic():
        PlacementPool.objects.update(rule={})


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda pool: pool["items"][1].update(id=pool["items"][0]["id"]), "items[2].id"),
        (lambda pool: pool["items"][0].update(skill="flying"), "items[1].skill"),
        (lambda pool: pool["items"][0].update(kind="spot"), "items[1].kind"),
        (lambda pool: pool["items"][0]["choices"][0].update(correct=False), "items[1].choices"),
        (lambda pool: pool["items"][0].update(level="hard"), "items[1].level"),
        (lambda pool: pool["items"][0].update(hint="no"), "items[1].hint"),
        (lambda pool: pool["skills"][0].update(level=9), "skills[2].after"),
        (lambda pool: pool["skills"][0].update(area="cooking"), "skills[1].area"),
        (lambda pool: pool["rule"].update(most_items=13), "rule.most_items"),
        (lambda pool: pool["rule"]["guess"].pop("single"), "rule.guess.single"),
    ],
)
def test_a_slip_is_named_by_its_place(db, folder, change, place):
    changed(folder, change)
    with pytest.raises(ContentRefused) as refused:
        list(import_pool(root=folder, now=LONG_AGO))
    assert [problem.field for problem in refused.value.problems] == [place]
    assert not PlacementPool.objects.exists()


def test_the_real_pool_covers_six_areas_with_thirty_questions_and_spread_levels(shelf):
    assert len(shelf.pool.areas) == 6
    assert len(shelf.items) >= 30
    levels = [item.level for item in shelf.pool.items]
    assert min(levels) < -3 < 3 < max(levels)
    for skill in shelf.pool.skills:
        assert sum(item.skill == skill.key for item in shelf.pool.items) >= 2


def test_every_question_can_be_read_aloud_in_one_breath(shelf):
    for item in shelf.items.values():
        assert len(item["text"]) <= 130, item["text"]
        assert all(len(choice["text"]) <= 60 for choice in item.get("choices", [])), item["text"]


def test_the_public_pool_holds_no_key(shelf, client):
    assert "correct" not in json.dumps(public_pool(shelf))
    answer = client.get("/api/v1/placement")
    assert answer.status_code == 200
    body = answer.json()
    assert body["version"] == 1 and len(body["items"]) == len(shelf.items)
    for said in ("correct", "answer", "feedback", "said"):
        assert f'"{said}"' not in answer.content.decode()


def test_what_the_api_gives_is_enough_to_walk_it_without_the_server(shelf, client):
    told = client.get("/api/v1/placement").json()
    alone = as_pool(told["rule"], told["skills"], told["items"])
    assert alone == shelf.pool
    answers = []
    while asked := rules.next_item(alone, 7, answers):
        assert asked == rules.next_item(shelf.pool, 7, answers)
        answers.append(rules.Answered(asked.id, is_right=asked.level < 0))
    assert rules.results(alone, answers) == rules.results(shelf.pool, answers)


def test_without_a_pool_the_api_says_that_nothing_is_here(client, db):
    assert client.get("/api/v1/placement").status_code == 404
