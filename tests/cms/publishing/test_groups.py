"""Who may edit follows from grants at once."""

from datetime import datetime, timedelta

import pytest
from wagtail.models import Page, WorkflowPage

from cms.publishing import actions as publishing
from identity.roles.actions import end_grant
from identity.roles.models import Grant
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _prepared() -> None:
    publishing.prepare_editorial()


def test_an_editor_edits_and_does_not_publish(now: datetime) -> None:
    thu = factories.thu()
    publishing.follow_grants(person=thu, now=now)
    assert thu.has_perm("wagtailadmin.access_admin")
    tester = Page.get_first_root_node().permissions_for_user(thu)
    assert tester.can_add_subpage()
    assert not tester.can_publish_subpage()


def test_a_moderator_publishes(now: datetime) -> None:
    mai = factories.mai()
    publishing.follow_grants(person=mai, now=now)
    assert Page.get_first_root_node().permissions_for_user(mai).can_publish_subpage()


def test_an_ended_grant_ends_the_membership(now: datetime) -> None:
    thu = factories.thu()
    publishing.follow_grants(person=thu, now=now)
    end_grant(by=None, grant=Grant.objects.get(person=thu), now=now)
    publishing.follow_grants(person=thu, now=now + timedelta(seconds=1))
    assert not thu.groups.exists()


@pytest.mark.parametrize("make", [factories.lan, factories.minh, factories.nam])
def test_nobody_else_has_a_group(make, now: datetime) -> None:
    person = make()
    publishing.follow_grants(person=person, now=now)
    assert not person.groups.exists()


def test_following_grants_that_hold_already_writes_nothing(
    now: datetime, django_assert_num_queries
) -> None:
    thu = factories.thu()
    publishing.follow_grants(person=thu, now=now)
    with django_assert_num_queries(4):
        publishing.follow_grants(person=thu, now=now)


def test_preparing_twice_leaves_one_review_for_the_whole_site() -> None:
    publishing.prepare_editorial()
    assert WorkflowPage.objects.get().workflow.name == publishing.REVIEW
    assert WorkflowPage.objects.get().workflow.workflow_tasks.count() == 1
