"""People arrive with their browsers; whatever a browser complained of fails the journey.

All journeys share one site, so that it starts once: newcomers have numbers of their own, staff of the
demo list sign in once, and only the editors' story changes a course, which no other story finishes.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import Site, served
from tests.journeys import door
from tests.journeys.visitor import Visitor, arrive

Arrive = Callable[..., Visitor]
# what a browser that signed in remembers, by the name of the demo person
Memory = dict[str, Any]


@pytest.fixture(scope="package")
def shared_site(django_db_setup: None, django_db_blocker, collected_static: None) -> Iterator[Site]:
    """One site for all stories, which bring people of their own; it closes with the last of them."""
    with django_db_blocker.unblock(), served() as site:
        yield site


@pytest.fixture(scope="package")
def memory() -> Memory:
    """The cookies of demo people who have signed in: an authenticator is good once in 30 seconds."""
    return {}


@pytest.fixture
def somebody(chromium: Browser, shared_site: Site, memory: Memory) -> Iterator[Arrive]:
    """Make a visitor; `demo=("trainers", 0)` is one of the demo list, signed in."""
    visitors: list[Visitor] = []

    def come(*, demo: tuple[str, int] | None = None, **options: Any) -> Visitor:
        if demo:
            options["storage_state"] = remembered(chromium, shared_site, memory, demo)
        visitors.append(arrive(chromium, shared_site, **options))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.context.close()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []


def remembered(browser: Browser, site: Site, memory: Memory, demo: tuple[str, int]) -> Any:
    """The cookies of a demo person, who signs in the first time she is asked for."""
    group, index = demo
    person = site.demo[group][index]
    if person["name"] not in memory:
        visitor = arrive(browser, site)
        door.come_in_as(visitor, person)
        memory[person["name"]] = visitor.context.storage_state()
        visitor.context.close()
    door.nobody_has_rested()
    return memory[person["name"]]
