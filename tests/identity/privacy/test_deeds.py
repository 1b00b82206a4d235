"""`/toi/tai-khoan/ai-da-xem/`: who looked at her, as what, what was shown, and why."""

from datetime import timedelta

import pytest
import time_machine

from identity.accounts import actions as accounts
from identity.accounts.models import Person
from identity.audit import actions as audit
from identity.audit.context import Post, Standing, standing
from identity.audit.models import Entry
from identity.privacy.looks import ON_A_PAGE, deeds_about
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/toi/tai-khoan/ai-da-xem/"


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def lan(client):
    person = factories.lan()
    client.force_login(person)
    return person


def look(viewer: Person | None, *people: Person, now, role="trainer", act="class.board.seen"):
    """A look as a request of the viewer would leave it."""
    posts = (Post(role, factories.HOME),) if role else ()
    mark = standing.set(Standing(posts, "113.160.•.•"))
    try:
        return audit.record(
            act=act,
            by=viewer,
            subjects=[person.pk for person in people],
            commune=factories.HOME,
            fields=("name", "progress"),
            reason="teaches_class",
            now=now,
        )
    finally:
        standing.reset(mark)


def page_of(client, number=1):
    return client.get(f"{ADDRESS}?trang={number}").content.decode()


def test_she_reads_who_looked_as_what_what_was_shown_and_why(client, lan, now):
    look(factories.minh(), lan, now=now)
    shown = page_of(client)
    for words in ("Trần Văn Minh", "hướng dẫn viên", "phường Thành Đông", "21/11/2026"):
        assert words.lower() in shown.lower()
    deed = deeds_about(lan.pk, number=1).deeds[0]
    assert [str(word) for word in deed.shown]
    assert deed.why
    assert str(deed.why) in shown


def test_a_role_that_ended_since_is_shown_as_it_was(lan, now):
    minh = factories.minh()
    look(minh, lan, now=now)
    minh.grants.update(until_at=now)
    assert deeds_about(lan.pk, number=1).deeds[0].place == "phường Thành Đông"


def test_her_own_acts_are_left_out_and_her_own_look_leaves_no_entry(client, lan, now):
    accounts.rename_person(person=lan, name="Nguyễn Thị Lan", by=lan, now=now)
    before = Entry.objects.count()
    assert "ai-da-xem" in ADDRESS
    assert not deeds_about(lan.pk, number=1).deeds
    page_of(client)
    assert Entry.objects.count() == before


def test_an_empty_page_says_so_in_words(client, lan):
    assert 'class="empty"' in page_of(client)


def test_another_citizen_stays_unnamed(client, lan, now):
    other = factories.person("Phan Thị Tò Mò")
    look(other, lan, role="", act="sharing.joined", now=now)
    assert "Tò Mò" not in page_of(client)
    assert len(deeds_about(lan.pk, number=1).deeds) == 1


def test_nobody_reads_what_was_done_about_others(client, lan, now):
    look(factories.minh(), factories.person("Vũ Thị Khác"), now=now)
    assert not deeds_about(lan.pk, number=1).deeds


def test_a_long_story_comes_in_pages_at_the_same_cost(lan, now, django_assert_num_queries):
    minh = factories.minh()
    for minute in range(2 * ON_A_PAGE + 1):
        look(minh, lan, now=now + timedelta(minutes=minute))
    for number, length, more in ((1, ON_A_PAGE, True), (2, ON_A_PAGE, True), (3, 1, False)):
        with django_assert_num_queries(3):
            page = deeds_about(lan.pk, number=number)
        assert (len(page.deeds), page.has_next) == (length, more)
    assert deeds_about(lan.pk, number=1).deeds[0].at == now + timedelta(minutes=2 * ON_A_PAGE)


@pytest.mark.parametrize("asked", ["0", "-1", "99999", "x", "²", ""])
def test_a_page_number_that_is_none_does_not_break(client, lan, asked):
    assert client.get(ADDRESS, {"trang": asked}).status_code == 200


def test_strangers_are_sent_to_the_door(client):
    assert client.get(ADDRESS)["Location"].startswith("/dang-nhap/")


def test_an_account_that_was_joined_brings_its_story_along(lan, now):
    absorbed = factories.person("Nguyễn Thị Lan")
    look(factories.minh(), absorbed, now=now)
    Person.objects.filter(pk=absorbed.pk).update(kept=lan)
    assert len(deeds_about(lan.pk, number=1).deeds) == 1
