"""Roles are looked at twice a year, and end when nobody uses them."""

from datetime import timedelta

import pytest

from identity.models import Entry, Grant, Message
from identity.roles import actions as roles
from identity.roles.actions import GrantRefused
from identity.roles.idleness import grants_to_end, grants_to_warn, note_use
from identity.roles.models import EndReason
from identity.roles.permissions import has_role
from identity.roles.reviewing import grants_to_review, keep_grant
from identity.roles.rules import Role
from identity.signin import idle_staff
from tests import factories
from tests.conftest import NOW

HALF_A_YEAR = timedelta(days=182)


@pytest.fixture
def staff(register):
    """A manager with her trainer, a trainer elsewhere, an administrator."""
    people = {
        "quang": factories.quang(),
        "minh": factories.minh(),
        "hoa": factories.hoa(),
        "admin": factories.admin(),
    }
    Grant.objects.update(from_at=NOW, used_at=NOW)
    return people


def grant_of(person):
    return Grant.objects.get(person=person)


def given(person, ago):
    Grant.objects.filter(person=person).update(from_at=NOW - ago, used_at=NOW)


def test_a_manager_reviews_the_trainers_of_the_own_commune_only(staff):
    for person in staff.values():
        given(person, HALF_A_YEAR)
    assert [grant.person for grant in grants_to_review(staff["quang"], now=NOW)] == [staff["minh"]]


def test_an_administrator_reviews_the_rest_but_not_himself(staff):
    for person in staff.values():
        given(person, HALF_A_YEAR)
    due = {grant.person for grant in grants_to_review(staff["admin"], now=NOW)}
    assert due == {staff["quang"], staff["hoa"]}


def test_an_administrator_reviews_trainers_whom_no_other_manager_could(staff):
    given(staff["hoa"], HALF_A_YEAR)
    hoa = grant_of(staff["hoa"])
    factories.granted(staff["hoa"], Role.MANAGER, hoa.commune.code)
    due = grants_to_review(staff["admin"], now=NOW).filter(role=Role.TRAINER)
    assert list(due) == [hoa]
    factories.granted(factories.person("Mai Thị Sáu"), Role.MANAGER, hoa.commune.code)
    assert not due.all()
    with pytest.raises(GrantRefused):
        keep_grant(grant=hoa.uuid, by=staff["admin"], now=NOW)


def test_a_role_is_due_half_a_year_after_it_was_given_or_looked_at(staff):
    given(staff["minh"], HALF_A_YEAR - timedelta(seconds=1))
    assert not grants_to_review(staff["quang"], now=NOW)
    given(staff["minh"], HALF_A_YEAR)
    keep_grant(grant=grant_of(staff["minh"]).uuid, by=staff["quang"], now=NOW)
    assert not grants_to_review(staff["quang"], now=NOW)
    assert grants_to_review(staff["quang"], now=NOW + HALF_A_YEAR)
    assert Entry.objects.filter(act="grant.reviewed").count() == 1


@pytest.mark.parametrize(
    ("whose", "by"),
    [("hoa", "quang"), ("quang", "quang"), ("minh", "minh"), ("admin", "admin")],
)
def test_nobody_keeps_a_role_that_is_not_in_his_charge(staff, whose, by):
    with pytest.raises(GrantRefused):
        keep_grant(grant=grant_of(staff[whose]).uuid, by=staff[by], now=NOW)


def unused(person, days, warned=None):
    Grant.objects.filter(person=person).update(
        from_at=NOW - timedelta(days=400),
        used_at=NOW - timedelta(days=days),
        warned_at=NOW - timedelta(days=warned) if warned is not None else None,
    )


def test_a_role_unused_for_38_days_brings_one_warning(staff):
    unused(staff["minh"], 38)
    assert idle_staff.warn(now=NOW) == 1
    assert idle_staff.warn(now=NOW + timedelta(days=1)) == 0
    assert Message.objects.get().template == "role_idle"


def test_a_role_unused_for_45_days_ends_a_week_after_the_warning(staff):
    unused(staff["minh"], 45, warned=6)
    assert idle_staff.end(now=NOW) == 0
    unused(staff["minh"], 45, warned=7)
    assert idle_staff.end(now=NOW) == 1
    assert not has_role(staff["minh"], Role.TRAINER, now=NOW)
    assert grant_of(staff["minh"]).ended_reason == EndReason.IDLE
    assert Message.objects.get().template == "role_ended"
    assert idle_staff.end(now=NOW) == 0


def test_who_was_never_warned_is_never_ended(staff):
    unused(staff["minh"], 300)
    assert not grants_to_end(NOW)
    assert grants_to_warn(NOW).count() == 1


def test_coming_back_settles_the_warning(staff):
    unused(staff["minh"], 44, warned=6)
    note_use(person_id=staff["minh"].pk, now=NOW)
    assert not grants_to_end(NOW + timedelta(days=2))
    hers = {"person": staff["minh"]}
    assert not grants_to_warn(NOW + timedelta(days=37)).filter(**hers)
    assert grants_to_warn(NOW + timedelta(days=38)).filter(**hers)


def test_the_only_administrator_is_never_ended(staff):
    unused(staff["admin"], 60, warned=10)
    assert idle_staff.end(now=NOW) == 0
    assert has_role(staff["admin"], Role.ADMIN, now=NOW)


def test_an_ended_role_can_be_given_again(staff):
    unused(staff["minh"], 45, warned=7)
    idle_staff.end(now=NOW)
    commune = grant_of(staff["minh"]).commune
    roles.grant_role(
        by=staff["quang"], person=staff["minh"], role=Role.TRAINER, commune=commune, now=NOW
    )
    assert has_role(staff["minh"], Role.TRAINER, commune=commune, now=NOW)
