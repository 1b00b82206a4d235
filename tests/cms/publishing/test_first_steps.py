"""A new editor and a new moderator read what to do first, until they have done it."""

import pytest
from wagtail.models import PageLogEntry

from cms.publishing import actions as publishing
from identity.accounts.models import Person
from tests import factories
from tests.cms.publishing.desk import at_desk
from tests.courses.catalogue.tree import Tree, plant


@pytest.fixture
def tree(db: None) -> Tree:
    planted = plant()
    publishing.prepare_editorial()
    return planted


def panels(person: Person) -> list[str]:
    shown = at_desk(person).get("/cms/").content.decode()
    return [role for role in ("editor", "moderator") if f"first-steps-{role}" in shown]


def log(person: Person, tree: Tree, action: str) -> None:
    PageLogEntry.objects.log_action(instance=tree.course, action=action, user=person)


def test_an_editor_reads_her_steps_until_she_has_edited(tree: Tree) -> None:
    thu = factories.thu()
    assert panels(thu) == ["editor"]
    log(thu, tree, "wagtail.edit")
    assert panels(thu) == []


def test_a_moderator_reads_hers_until_she_has_decided(tree: Tree) -> None:
    mai = factories.mai()
    log(mai, tree, "wagtail.edit")
    assert panels(mai) == ["moderator"]
    log(mai, tree, "wagtail.workflow.approve")
    assert panels(mai) == []


def test_the_work_of_another_takes_nothing_away(tree: Tree) -> None:
    log(factories.mai(), tree, "wagtail.edit")
    assert panels(factories.thu()) == ["editor"]


@pytest.mark.parametrize("who", [factories.thu, factories.mai])
def test_every_step_leads_somewhere(tree: Tree, who: object) -> None:
    client = at_desk(who())
    panel = client.get("/cms/").context["panels"][0]
    addresses = [step.href for step in panel.beginning.steps if step.href.startswith("/cms/")]
    assert len(addresses) == 2
    assert {client.get(address).status_code for address in addresses} == {200}


def test_nothing_on_the_first_screen_is_about_wagtail(tree: Tree) -> None:
    names = [
        type(panel).__name__ for panel in at_desk(factories.thu()).get("/cms/").context["panels"]
    ]
    assert "FirstSteps" in names
    assert "WhatsNewInWagtailVersionPanel" not in names
