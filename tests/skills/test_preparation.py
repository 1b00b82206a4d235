"""An upgrade gets the editors' groups and review even when no file of content/ has changed."""

from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Workflow

from cms.publishing.actions import prepare_editorial
from skills import preparation
from skills.management.commands.prepare import STAGES


def rights():
    return set(
        GroupPagePermission.objects.values_list("group__name", "page__slug", "permission__codename")
    )


def test_preparing_is_a_stage_of_its_own_after_the_pages_and_before_the_people():
    order = [stage for _name, stage in STAGES]
    place = order.index(preparation.prepare_editors)
    assert order.index(preparation.import_content) < place
    assert place < order.index(preparation.seed_demo_people)


def test_what_an_older_release_left_out_comes_back_and_nothing_comes_twice(db):
    prepare_editorial()
    wanted = rights()
    assert wanted
    GroupPagePermission.objects.all().delete()
    Workflow.objects.all().delete()
    for _time in range(2):
        preparation.prepare_editors()
    assert rights() == wanted
    assert Workflow.objects.filter(active=True).count() == 1
    assert GroupPagePermission.objects.count() == len(wanted)
    assert Group.objects.count() == len({name for name, _page, _right in wanted})
