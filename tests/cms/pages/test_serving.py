"""Public pages are the same bytes for everybody, cheap, and never old."""

import gzip

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.pages import actions as pages
from cms.pages.serving import shelf
from cms.pages.shelf import FinishedPage, Shelf
from tests import factories
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree, plant


@pytest.fixture
def tree(db: None) -> Tree:
    """A small course."""
    return plant()


def packed(client: Client, path: str, **headers: str):
    return client.get(path, headers={"Accept-Encoding": "gzip", **headers})


def test_everybody_gets_the_same_bytes(tree: Tree) -> None:
    url = tree.published().url
    stranger = Client().get(url).content
    shelf.clear()
    signed_in = Client()
    signed_in.force_login(factories.person())
    answer = signed_in.get(url)
    assert answer.content == stranger
    assert not answer.cookies
    assert b"csrf" not in stranger.lower()


def test_a_page_on_the_shelf_costs_one_query(tree: Tree, django_assert_num_queries) -> None:
    url = tree.published().url
    Client().get(url)
    with django_assert_num_queries(1):
        Client().get(url)


def test_the_page_is_packed_for_whoever_can_unpack_it(tree: Tree) -> None:
    url = tree.published().url
    plain, small = Client().get(url), packed(Client(), url)
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert plain["Vary"] == small["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in packed(Client(), url, **{"Accept-Encoding": "gzip;q=0"})


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5, identity", True),
        ("deflate,gzip ; q=1.0", True),
        ("x-gzip", False),
        ("gzipped", False),
        ("gzip;q=0", False),
        ("br, gzip; q=0.000, identity", False),
        ("", False),
    ],
)
def test_only_who_names_gzip_gets_it(tree: Tree, accepted: str, is_packed: bool) -> None:
    url = tree.published().url
    Client().get(url)
    answer = packed(Client(), url, **{"Accept-Encoding": accepted})
    assert answer.has_header("Content-Encoding") == is_packed


def test_nothing_can_be_sent_to_a_page(tree: Tree) -> None:
    url = tree.published().url
    browser = Client(enforce_csrf_checks=True)
    for _time in range(2):
        answer = browser.post(url, {"x": "1"})
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        browser.get(url)


def test_a_page_on_the_shelf_is_not_given_to_a_foreign_host(tree: Tree) -> None:
    url = tree.published().url
    for _time in range(2):
        assert Client().get(url).status_code == 200
        assert Client().get(url, headers={"Host": "elsewhere.example"}).status_code == 400


def test_a_browser_that_has_the_page_is_told_so(tree: Tree) -> None:
    url = tree.published().url
    first = Client().get(url)
    second = Client().get(url, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 304
    assert not second.content
    assert second["ETag"] == first["ETag"]


def test_a_change_makes_another_mark(tree: Tree) -> None:
    page = tree.published()
    before = Client().get(page.url)["ETag"]
    page.title = "Mã dùng một lần"
    make.publish(page)
    answer = Client().get(page.url, headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert "Mã dùng một lần" in answer.content.decode()


def test_a_head_request_has_the_length_and_no_body(tree: Tree) -> None:
    url = tree.published().url
    whole = Client().get(url)
    head = Client().head(url)
    assert not head.content
    assert head["Content-Length"] == str(len(whole.content))


def test_a_publish_is_seen_by_another_process_at_its_next_request(tree: Tree) -> None:
    page = tree.published()
    Client().get(page.url)
    elsewhere = shelf.get(page.url)
    page.title = "Mã dùng một lần"
    make.publish(page)
    # what the other process still has must not be used
    shelf.put(page.url, elsewhere)
    assert "Mã dùng một lần" in Client().get(page.url).content.decode()


def test_a_page_taken_off_the_site_is_gone_at_once(tree: Tree) -> None:
    page = tree.published()
    assert Client().get(page.url).status_code == 200
    page.unpublish()
    assert Client().get(page.url).status_code in {301, 302, 404, 410}


def test_a_draft_is_never_shown_nor_kept(tree: Tree) -> None:
    page = tree.lesson()
    assert Client().get(page.url).status_code == 404
    assert shelf.get(page.url) is None


def test_a_page_that_becomes_private_is_private_at_once(tree: Tree) -> None:
    page = tree.published()
    Client().get(page.url)
    PageViewRestriction.objects.create(
        page=tree.course, restriction_type=PageViewRestriction.PASSWORD, password="song"
    )
    shown = Client().get(page.url).content.decode()
    assert 'id="lesson"' not in shown


def test_words_after_the_address_change_nothing(tree: Tree, django_assert_num_queries) -> None:
    url = tree.published().url
    plain = Client().get(url)
    with django_assert_num_queries(1):
        assert Client().get(f"{url}?utm_source=zalo&x=1").content == plain.content


def test_the_shelf_lets_the_page_read_longest_ago_go() -> None:
    small = Shelf(length=2)
    page = FinishedPage(1, b"", 0, "text/html", "", frozenset())
    for path in ("/a/", "/b/"):
        small.put(path, page)
    small.get("/a/")
    small.put("/c/", page)
    assert [path for path in ("/a/", "/b/", "/c/") if small.get(path)] == ["/a/", "/c/"]


def test_a_bump_makes_every_kept_page_old(tree: Tree, django_assert_max_num_queries) -> None:
    url = tree.published().url
    Client().get(url)
    kept = shelf.get(url)
    pages.bump_site_revision()
    Client().get(url)
    assert shelf.get(url).revision == kept.revision + 1
