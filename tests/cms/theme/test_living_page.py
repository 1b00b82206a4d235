"""The living page is for staff."""

from django.test import Client

from tests import factories


def test_a_stranger_is_sent_to_the_door(db: None) -> None:
    answer = Client().get("/_giao-dien/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/?next=")


def test_a_learner_learns_nothing_of_it(db: None) -> None:
    client = Client()
    client.force_login(factories.person())
    assert client.get("/_giao-dien/").status_code == 404
