"""Who may give and end which role, as a table; and what is written down."""

from datetime import timedelta

import pytest

from identity.accounts.models import Person
from identity.audit.models import Entry, EntrySubject
from identity.outbox.models import Job
from identity.roles import actions as roles
from identity.roles.actions import GrantRefused
from identity.roles.models import Grant
from identity.roles.permissions import communes_as, has_role, is_staff
from identity.roles.rules import Role, needs_commune
from tests import factories

pytestmark = pytest.mark.django_db

GIVERS = {
    "learner": factories.lan,
    "trainer": factories.minh,
    "manager": factories.quang,
    "editor": factories.thu,
    "moderator": factories.mai,
    "official": factories.nam,
    "admin": factories.admin,
}
MAY_GIVE = {("manager", Role.TRAINER)} | {("admin", role) for role in set(Role) - {Role.TRAINER}}


def place_of(role):
    """The commune a grant of this role needs."""
    return factories.commune() if needs_commune(role) else None


@pytest.mark.parametrize("giver", GIVERS)
@pytest.mark.parametrize("role", list(Role))
def test_who_may_give_which_role(giver, role, now):
    by, person = GIVERS[giver](), factories.person()
    if (giver, role) in MAY_GIVE:
        grant = roles.grant_role(by=by, person=person, role=role, commune=place_of(role), now=now)
        assert grant.granted_by == by
        assert has_role(person, role, now=now)
    else:
        with pytest.raises(GrantRefused, match="not_yours"):
            roles.grant_role(by=by, person=person, role=role, commune=place_of(role), now=now)
        assert not is_staff(person, now)


@pytest.mark.parametrize("ender", GIVERS)
@pytest.mark.parametrize("role", list(Role))
def test_who_may_end_which_role(ender, role, now):
    by = GIVERS[ender]()
    grant = roles.grant_role(
        by=None,
        person=factories.person(),
        role=role,
        commune=place_of(role),
        now=factories.LONG_AGO,
    )
    if ender == "admin" or (ender, role) == ("manager", Role.TRAINER):
        assert roles.end_grant(by=by, grant=grant, now=now).until_at == now
        assert not is_staff(grant.person, now)
    else:
        with pytest.raises(GrantRefused, match="not_yours"):
            roles.end_grant(by=by, grant=grant, now=now)
        assert is_staff(grant.person, now)


def test_a_manager_appoints_and_ends_only_in_the_own_commune(now):
    manager, elsewhere = factories.quang(), factories.commune(factories.ELSEWHERE)
    with pytest.raises(GrantRefused, match="not_yours"):
        roles.grant_role(
            by=manager, person=factories.person(), role="trainer", commune=elsewhere, now=now
        )
    with pytest.raises(GrantRefused, match="not_yours"):
        roles.end_grant(by=manager, grant=Grant.objects.get(person=factories.hoa()), now=now)


def test_nobody_gives_himself_a_role(now):
    admin = factories.admin()
    with pytest.raises(GrantRefused, match="yourself"):
        roles.grant_role(by=admin, person=admin, role="editor", now=now)


def test_the_last_administrator_stays(now):
    first = factories.admin()
    with pytest.raises(GrantRefused, match="last_admin"):
        roles.end_grant(by=first, grant=Grant.objects.get(person=first), now=now)
    second = factories.granted(factories.person(), "admin")
    roles.end_grant(by=second, grant=Grant.objects.get(person=first), now=now)
    assert not has_role(first, "admin", now=now)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "manager"}, "commune_needed"),
        ({"role": "editor", "with_commune": True}, "commune_unwanted"),
        ({"role": "editor", "until_in": timedelta(0)}, "until_past"),
        ({"role": "editor", "is_active": False}, "inactive"),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(now, changes, code):
    person = factories.person()
    Person.objects.filter(pk=person.pk).update(is_active=changes.get("is_active", True))
    commune = factories.commune() if changes.get("with_commune") else None
    until = now + changes["until_in"] if "until_in" in changes else None
    with pytest.raises(GrantRefused, match=code):
        roles.grant_role(
            by=None, person=person, role=changes["role"], commune=commune, until=until, now=now
        )
    assert not Grant.objects.exists()


def test_the_same_role_is_not_given_twice(now):
    trainer = factories.minh()
    with pytest.raises(GrantRefused, match="already_held"):
        roles.grant_role(
            by=None, person=trainer, role="trainer", commune=factories.commune(), now=now
        )


def test_a_role_with_an_end_ends_by_itself_and_can_be_given_again(now):
    person, tomorrow = factories.person(), now + timedelta(days=1)
    roles.grant_role(by=None, person=person, role="editor", until=tomorrow, now=now)
    assert is_staff(person, now)
    assert not is_staff(person, tomorrow)
    roles.grant_role(by=None, person=person, role="editor", now=tomorrow)
    assert is_staff(person, tomorrow)


def test_a_role_in_two_communes_counts_in_both_and_nowhere_else(now):
    trainer = factories.granted(factories.minh(), "trainer", factories.ELSEWHERE)
    both = {factories.commune().pk, factories.commune(factories.ELSEWHERE).pk}
    assert communes_as(trainer, "trainer", now) == both
    assert not has_role(trainer, "trainer", commune=factories.commune("10532"), now=now)


def test_giving_and_ending_are_written_down_and_announced(now):
    admin, person = factories.admin(), factories.person()
    Job.objects.all().delete()
    grant = roles.grant_role(by=admin, person=person, role="official", now=now)
    roles.end_grant(by=admin, grant=grant, now=now + timedelta(hours=1))
    acts = Entry.objects.filter(by=admin, act__startswith="grant.").order_by("id")
    assert [entry.act for entry in acts] == ["grant.given", "grant.ended"]
    assert set(EntrySubject.objects.filter(entry__in=acts).values_list("person_id", flat=True)) == {
        person.pk
    }
    assert set(Job.objects.values_list("topic", "key")) == {
        ("identity.grants_changed", str(person.pk))
    }


def test_ending_twice_is_ending_once(now):
    admin = factories.admin()
    grant = roles.grant_role(by=admin, person=factories.person(), role="official", now=now)
    first = roles.end_grant(by=admin, grant=grant, now=now + timedelta(hours=1))
    again = roles.end_grant(by=admin, grant=grant, now=now + timedelta(hours=2))
    assert again.until_at == first.until_at
