"""Every address of the installation as a test sees it, and a commune full of people for them to show."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from courses.certificates.models import CertificateRun
from courses.classes.models import Cohort
from courses.placement import actions as placement
from courses.placement.imports import import_pool
from courses.sittings import opening, supervising
from courses.sittings.models import Sitting
from courses.sittings.seats import BY_HAND
from identity.accounts.contacts import read_contact
from identity.accounts.merging import join_accounts
from identity.accounts.models import Person
from identity.communes.models import Commune
from identity.recovery import requests as recovery
from identity.roles.models import Grant
from identity.security.models import Freeze
from identity.sessions.staff import open_staff_session
from tests import factories
from tests.courses.certificates.giving import certified, course
from tests.courses.school import School
from tests.courses.teaching import Item, edition, publish

PARAMETER = re.compile(r"<\w+:(\w+)>")
# the editors' screens are Wagtail's and show no citizens
EDITORS = "cms/"
FORMER = "of a commune that went into it"


@dataclass(frozen=True)
class Address:
    """One address; `parameters` are the names of what varies in it."""

    pattern: str
    view: Callable[..., Any]

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(PARAMETER.findall(self.pattern))

    @property
    def is_for_staff(self) -> bool:
        return hasattr(self.view, "wanted_roles")

    def filled(self, values: dict[str, object]) -> str:
        """The path with these values in it."""
        return "/" + PARAMETER.sub(lambda found: str(values[found.group(1)]), self.pattern)


def addresses() -> list[Address]:
    """All of them, in the order Django tries them."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, before: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        whole = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(whole, entry.callback)
        elif whole != EDITORS:
            yield from _walk(entry, whole)


def staff_addresses() -> list[Address]:
    """Those that `require_role` guards, and the API's board, which guards itself."""
    return [
        each
        for each in addresses()
        if each.is_for_staff or each.pattern.startswith("api/v1/cohorts")
    ]


@dataclass(frozen=True)
class World:
    """The commune HOME: a class, its learners, its staff, and everything an address can name there."""

    cohort: Cohort
    people: dict[str, Person]
    citizens: tuple[Person, ...]
    values: dict[str, object]

    @classmethod
    def made(cls, *, now: datetime) -> "World":
        call_command("load_consent_texts", verbosity=0)
        taught = (publish(), publish(Item("single"), use="check"))
        school = School(now, taught, edition(*taught), factories.quang(), factories.minh())
        cohort = school.another_class("Lớp Hoa Phượng")
        learner = school.join(factories.person("Kiều Thị Thấy Được"), cohort)
        twice = factories.person("Kiều Thị Hai Lần")
        people = (learner, twice, school.trainer, school.manager)
        freeze = Freeze.objects.create(person=learner, since=now, until=now + timedelta(days=10))
        asked = recovery.start(
            person=learner,
            contact=read_contact("0977 654 321"),
            by=school.trainer,
            now=now,
        )
        list(import_pool(root=settings.BASE_DIR / "content", now=now))
        run = placement.begin_run(person=learner, by=school.trainer, cohort=cohort, now=now)
        CertificateRun.objects.create(
            uuid=run.uuid,
            commune=factories.commune(),
            asked_by=school.manager,
            asked_at=now,
            total=1,
        )
        sitting = _sitting_on_the_trainers_phone(cohort, learner, by=school.trainer, now=now)
        certificate = certified(learner, course(), now=now)
        alias = join_accounts(absorbed=twice, kept=learner, by=school.manager, now=now)
        return cls(
            cohort=cohort,
            people={person.name: person for person in people},
            citizens=(learner, twice),
            values={
                "cohort": cohort.uuid,
                "learner": learner.uuid,
                "person": learner.uuid,
                "code": factories.HOME,
                "grant": Grant.objects.get(person=school.trainer).uuid,
                "freeze": freeze.uuid,
                "asked": asked.uuid,
                "alias": alias.uuid,
                "breaker": uuid4(),
                "export": uuid4(),
                "run": run.uuid,
                "rule": 1,
                "form": "csv",
                "sitting": sitting.uuid,
                "ticket": BY_HAND,
                "number": 1,
                "moment": "before",
                "certificate": certificate.uuid,
            },
        )

    def shown_in(self, page: str) -> list[Person]:
        """Whose names stand on the page."""
        return [person for name, person in self.people.items() if name in page]


def _sitting_on_the_trainers_phone(
    cohort: Cohort, learner: Person, *, by: Person, now: datetime
) -> Sitting:
    """A supervised check that somebody without a phone has begun."""
    sitting = opening.open_check(cohort=cohort, by=by, now=now)
    paper = supervising.seat_candidate(sitting=sitting, person=learner, by=by, now=now)
    supervising.identify(paper=paper, known_by="card", by=by, now=now)
    supervising.begin(paper=paper, session="", by=by, now=now)
    return sitting


def administrator_in(person: Person, *, now: datetime) -> Client:
    """A browser in which an administrator has shown the second factor."""
    client = Client()
    client.force_login(person)
    session = client.session
    open_staff_session(session, is_admin=True, now=now)
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def everything(now: datetime) -> Person:
    """Somebody of HOME who may see all that anybody of the staff may see there."""
    person = factories.person("Đoàn Văn Tất Cả")
    for role in ("trainer", "manager"):
        factories.granted(person, role, factories.HOME)
    for role in ("official", "admin"):
        factories.granted(person, role)
    return person


def outsiders(now: datetime) -> dict[str, Person]:
    """Staff of another commune, with what each once had or will have in HOME."""
    spells = {
        "of another commune": None,
        "whose grant ended": (now - timedelta(days=200), now - timedelta(seconds=1)),
        "whose grant has not begun": (now + timedelta(seconds=30), None),
    }
    found = {what: _outsider(what, spell) for what, spell in spells.items()}
    return found | {FORMER: _of_a_former_commune(now)}


def _of_a_former_commune(now: datetime) -> Person:
    """Staff of a unit that had the code of HOME until it went into HOME; nobody appointed them there."""
    person = factories.person("Người của xã cũ", commune_code=factories.ELSEWHERE)
    former = factories.commune()
    former.pk, former._state.adding = None, True
    former.valid_from, former.valid_until = date(2020, 1, 1), date(2025, 6, 30)
    former.save()
    for role in ("trainer", "manager"):
        _grant(person, role, now - timedelta(days=600), None, commune=former)
    return person


def _outsider(what: str, spell: tuple[datetime, datetime | None] | None) -> Person:
    person = factories.person(f"Người {what}", commune_code=factories.ELSEWHERE)
    for role in ("trainer", "manager"):
        factories.granted(person, role, factories.ELSEWHERE)
        if spell is not None:
            _grant(person, role, *spell)
    person.refresh_from_db()
    return person


def _grant(
    person: Person,
    role: str,
    since: datetime,
    until: datetime | None,
    *,
    commune: Commune | None = None,
) -> None:
    Grant.objects.create(
        uuid=UUID(int=uuid4().int),
        person=person,
        role=role,
        commune=commune or factories.commune(),
        from_at=since,
        until_at=until,
        created_at=since,
    )
