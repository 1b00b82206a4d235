"""Fixtures every test may use; what needs a server or a browser says so and is left out without it."""

import gc
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from django.test import TransactionTestCase
from django.utils import timezone

from cms.pages.serving import shelf
from courses.catalogue import queries as catalogue
from identity.communes.actions import load_register
from identity.communes.register import Register, read_register
from identity.management.commands.load_communes import DATA
from tests import databases, services

pytest_plugins = ["tests.browser"]

# a busy machine makes a property slow, not wrong
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Iterator[None]:
    """Mark what needs a browser or PostgreSQL; put tests in the order of `_turn`.

    What asks for no database proves the same on every database: PostgreSQL's run leaves it to SQLite's.
    """
    is_postgres = services.chosen_database() == "postgres"
    elsewhere = pytest.mark.skip(reason="runs where the suite stands on PostgreSQL")
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("postgres") and not is_postgres:
            item.add_marker(elsewhere)
    yield
    items.sort(key=_turn)
    if is_postgres:
        config.hook.pytest_deselected(items=[item for item in items if not _asks_database(item)])
        items[:] = filter(_asks_database, items)


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what every test keeps: looking costs a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _turn(item: pytest.Item) -> int:
    """Journeys side by side, for their one site; many quick tests last, so that workers end together."""
    if item.get_closest_marker("browser"):
        return 1
    return 0 if _asks_database(item) else 2


def _asks_database(item: pytest.Item) -> bool:
    """By its mark or by a fixture, which always leads to pytest-django's own."""
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("postgres")
        or "django_db_setup" in getattr(item, "fixturenames", ())
    )


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker) -> Iterator[None]:
    """A copy of the template, made anew after each test that could not be rolled back."""
    with django_db_blocker.unblock():
        databases.use("base")
    TransactionTestCase._fixture_teardown = lambda _case: databases.use("base")
    yield
    with django_db_blocker.unblock():
        databases.drop()


@pytest.fixture(autouse=True)
def _memory_of_the_process() -> None:
    """What a process keeps is of one database; the next test stands on another."""
    shelf.clear()
    catalogue.forget()


@pytest.fixture
def now() -> datetime:
    """A Saturday morning in Hải Phòng."""
    return NOW


@pytest.fixture
def register(db: None) -> None:
    """The 114 communes, as the installation loads them."""
    load_register(register=_stated_register(), by=None, now=timezone.now())


@cache
def _stated_register() -> Register:
    """Its data files are the same for every test."""
    return read_register(DATA)


@pytest.fixture(scope="session")
def redis_url() -> str:
    """A Redis of our own."""
    return _service(services.redis_address)


@pytest.fixture(scope="session")
def moto_server() -> str:
    """S3 and SNS of our own, for the tests of one process, which come one after the other."""
    return _service(services.moto_address)


@pytest.fixture
def moto_url(moto_server: str) -> str:
    """The address of S3 and SNS, emptied.

    Moto holds what other tests deleted, and cannot show SNS while an object's bucket is gone.
    """
    with urlopen(f"{moto_server}/moto-api/reset", data=b"") as answer:
        assert answer.status == 200
    return moto_server


def _service(start) -> str:
    try:
        return start()
    except services.ServiceMissing as absent:
        services.missing(str(absent))
        raise
