"""What a newcomer says of herself: all mistakes at once, no child alone, nothing half-written."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from identity.accounts.models import Identifier, Person
from identity.consent.models import Consent
from identity.signin.rules import AgeGroup, age_group
from tests.identity.signin.conftest import PHONE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("birth_year", "group"),
    [
        (2027, AgeGroup.IMPOSSIBLE),
        (2026, AgeGroup.TOO_YOUNG),
        (2020, AgeGroup.TOO_YOUNG),
        (2019, AgeGroup.WITH_GUARDIAN),
        (2010, AgeGroup.WITH_GUARDIAN),
        (2009, AgeGroup.ALONE),
        (1959, AgeGroup.ALONE),
        (1906, AgeGroup.ALONE),
        (1905, AgeGroup.IMPOSSIBLE),
    ],
)
def test_the_year_of_birth_alone_decides_in_favour_of_the_child(birth_year, group):
    assert age_group(birth_year, this_year=2026) is group


@given(st.integers(min_value=0, max_value=120), st.booleans())
def test_nobody_under_sixteen_is_ever_taken_for_an_adult(age, had_birthday):
    birth_year = 2026 - age - (0 if had_birthday else 1)
    if age < 16:
        assert age_group(birth_year, this_year=2026) is not AgeGroup.ALONE


def test_all_mistakes_are_said_at_once_and_the_summary_takes_the_focus(visitor):
    visitor.sign_in(PHONE)
    answer = visitor.client.post("/dang-nhap/ho-so/", {"name": "1", "birth_year": "19x9"})
    assert set(answer.context["form"].errors) == {"name", "birth_year", "commune_search", "consent"}
    page = answer.content.decode()
    assert "autofocus" in page
    assert all(f'href="#id_{field}"' in page for field in answer.context["form"].errors)
    assert not Person.objects.exists()


def test_the_consent_box_is_not_ticked_and_the_text_is_there(visitor):
    visitor.sign_in(PHONE)
    answer = visitor.client.get("/dang-nhap/ho-so/")
    page = answer.content.decode()
    assert "checked" not in page
    assert answer.context["consent"].title in page
    assert 'href="/quyen-rieng-tu/"' in page
    assert 'href="/dieu-khoan/"' in page


@pytest.mark.parametrize(
    ("years_ago", "group"), [(3, "too_young"), (8, "with_guardian"), (16, "with_guardian")]
)
def test_a_child_is_told_kindly_and_nothing_is_stored(visitor, years_ago, group):
    visitor.sign_in(PHONE)
    year = timezone.localdate().year - years_ago
    answer = visitor.introduce(birth_year=str(year))
    assert answer.status_code == 200
    assert answer.context["group"] == group
    for table in (Person, Identifier, Consent):
        assert not table.objects.exists()


def test_a_mistyped_year_can_be_corrected(visitor):
    visitor.sign_in(PHONE)
    visitor.introduce(birth_year="2019")
    assert visitor.introduce().status_code == 302
    assert visitor.is_in()


def test_the_proved_address_waits_thirty_minutes_and_no_longer(visitor):
    start = timezone.now()
    visitor.sign_in(PHONE)
    with time_machine.travel(start + timedelta(minutes=29), tick=False):
        assert visitor.client.get("/dang-nhap/ho-so/").context["form"]
    with time_machine.travel(start + timedelta(minutes=31), tick=False):
        assert visitor.introduce().status_code == 200
    assert not Person.objects.exists()


def test_the_session_holds_the_address_only_sealed(visitor):
    visitor.sign_in(PHONE)
    kept = str(dict(visitor.client.session.items()))
    assert "912345678" not in kept
    assert "912 345 678" not in kept
