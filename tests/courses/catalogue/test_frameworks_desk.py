"""Editors correct words of frameworks and close codes; names that results carry stay."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.publishing.actions import prepare_editorial
from courses.models import Framework, FrameworkCode
from tests import factories
from tests.courses.school import browser_of


@pytest.fixture
def thu(db, now, standing_clock) -> Client:
    prepare_editorial()
    return browser_of(factories.thu(), second_factor=True, now=now)


@pytest.fixture
def code(db) -> FrameworkCode:
    Framework.objects.create(key="d", version="2", title="Khung")
    return FrameworkCode.objects.create(framework="d", version="2", code="1", title="Một")


def address(act: str, row: FrameworkCode) -> str:
    return reverse(f"wagtailsnippets_courses_frameworkcode:{act}", args=[row.pk])


def said(**changes: str) -> dict[str, str]:
    usual = {"framework": "d", "version": "2", "code": "1", "title": "Một", "closed_at": ""}
    return usual | changes


def test_words_are_corrected_and_a_code_is_closed(thu, code):
    assert thu.get(reverse("wagtailsnippets_courses_frameworkcode:list")).status_code == 200
    sent = thu.post(address("edit", code), said(title="Hai", closed_at="2026-11-20 08:00"))
    assert sent.status_code == 302
    code.refresh_from_db()
    assert (code.title, code.closed_at is not None) == ("Hai", True)


def test_names_that_results_carry_do_not_change(thu, code):
    for other in ({"code": "9"}, {"version": "3"}, {"framework": "e"}):
        assert thu.post(address("edit", code), said(**other)).status_code == 200
    code.refresh_from_db()
    assert code.citation == "d@2:1"


def test_a_code_of_an_unknown_version_is_refused_and_a_known_one_is_added(thu, code):
    add = reverse("wagtailsnippets_courses_frameworkcode:add")
    assert thu.post(add, said(version="7", code="2")).status_code == 200
    assert thu.post(add, said(code="2")).status_code == 302
    assert FrameworkCode.objects.count() == 2


def test_nobody_deletes_a_code(thu, code):
    thu.post(address("delete", code))
    assert FrameworkCode.objects.filter(pk=code.pk).exists()
