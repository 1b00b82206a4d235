"""Make the demo people, their roles, programmes, classes and history; a second run adds nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from courses.catalogue.pages import CoursePage
from courses.classes import actions as classes
from courses.classes.models import Cohort
from courses.classes.queries import cohorts_of_commune
from courses.programmes import actions as programmes
from courses.programmes.queries import open_programme
from identity.accounts import actions as accounts
from identity.accounts.contacts import read_contact
from identity.accounts.models import Person
from identity.accounts.queries import live_holders
from identity.communes import queries as communes
from identity.communes.models import Commune
from identity.consent import actions as consent
from identity.consent.queries import current_text
from identity.factors import actions as factors
from identity.factors import queries as authenticators
from identity.roles import actions as roles
from identity.roles.permissions import has_role
from skills.demo import household
from skills.demo.history import live_through
from skills.demo.people import CITIZENS, CLASSES, LE_CHAN, STAFF, DemoClass, DemoPerson
from skills.demo.roster import Roster

WEEKS_OF_HISTORY = timedelta(weeks=6)
PROGRAMME_LENGTH = timedelta(days=210)


class LaptopOnly(Exception):
    """Demo people exist in the embedded default and nowhere else."""


def seed(*, roster_path: Path, now: datetime) -> None:
    """Make whatever is missing and write the roster. Refusal: LaptopOnly."""
    if not settings.EMBEDDED:
        raise LaptopOnly("demo people are for laptops: ENVIRONMENT must be embedded")
    start = now - WEEKS_OF_HISTORY
    roster = Roster(roster_path)
    people = {demo.name: person_of(demo, now=start) for demo in (*STAFF, *CITIZENS)}
    for demo in (*STAFF, *CITIZENS):
        # a number silent for a month opens nothing any more
        accounts.prove_contact(contact=read_contact(demo.contact), now=now)
        roster.note(demo.group, demo.name, **contact_facts(demo), commune=demo.commune)
    appoint(people, now=start)
    for demo in STAFF:
        enrol_authenticator(people[demo.name], demo, roster=roster, now=start)
    for teaching in CLASSES:
        cohort = class_of(teaching, people, now=start)
        fill_class(cohort, teaching, people, roster=roster, now=now)
    home, trainer = commune_of(LE_CHAN), trainer_of(LE_CHAN, people)
    household.give_card(commune=home, by=trainer, roster=roster, now=start)
    household.share_phone(commune=home, roster=roster, now=start)
    household.stay_fresh(now=now)


def contact_facts(demo: DemoPerson) -> dict[str, str]:
    """The contact as the roster names it: `phone` in E.164, or `email`."""
    contact = read_contact(demo.contact)
    return {contact.kind: contact.value}


def person_of(demo: DemoPerson, *, now: datetime) -> Person:
    """The account of a demo person, made with consent if it is not there."""
    contact = read_contact(demo.contact)
    held = live_holders(contact)
    if held:
        return held[0].person
    person = accounts.create_person(
        name=demo.name,
        birth_year=demo.birth_year,
        commune=commune_of(demo.commune),
        contact=contact,
        now=now,
    )
    text = current_text("account", language=settings.LANGUAGE_CODE)
    consent.give_consent(person=person, text=text, channel="web", by=None, now=now)
    return person


def commune_of(code: str) -> Commune:
    """A commune in force; the register is loaded before people are."""
    commune = communes.by_code(code)
    if commune is None:
        raise RuntimeError(f"commune {code} is not in the register: run load_communes first")
    return commune


def appoint(people: dict[str, Person], *, now: datetime) -> None:
    """Give the roles in the order in which real people would: administrator, managers, trainers."""
    admin = people[STAFF[0].name]
    for demo in STAFF:
        role = demo.role or ""
        commune = commune_of(demo.commune) if role in ("manager", "trainer") else None
        if has_role(people[demo.name], role, commune=commune, now=now):
            continue
        giver = manager_of(demo.commune, people) if role == "trainer" else admin
        roles.grant_role(
            by=None if demo is STAFF[0] else giver,
            person=people[demo.name],
            role=role,
            commune=commune,
            now=now,
        )


def manager_of(commune: str, people: dict[str, Person]) -> Person:
    """The manager of a demo commune."""
    return next(
        people[demo.name] for demo in STAFF if demo.role == "manager" and demo.commune == commune
    )


def trainer_of(commune: str, people: dict[str, Person]) -> Person:
    """The trainer of a demo commune."""
    return next(
        people[demo.name] for demo in STAFF if demo.role == "trainer" and demo.commune == commune
    )


def enrol_authenticator(person: Person, demo: DemoPerson, *, roster: Roster, now: datetime) -> None:
    """Set up the authenticator of a member of staff; the roster has the secret before it counts.

    It is confirmed with a code of weeks ago, so that the code of this minute is still unused.
    """
    if authenticators.has_totp(person):
        return
    factors.begin_totp(person=person, now=now)
    secret = authenticators.provisioning_secret(person).replace(" ", "")
    roster.note(demo.group, demo.name, totp_secret=secret)
    code = authenticators.current_code(person, now=now)
    factors.confirm_totp(person=person, code=code, now=now)


def class_of(teaching: DemoClass, people: dict[str, Person], *, now: datetime) -> Cohort:
    """The class, with the programme of its commune under it."""
    commune = commune_of(teaching.commune)
    found = cohorts_of_commune(commune.pk).filter(name=teaching.name).first()
    if found is not None:
        return found
    programme = open_programme(commune.pk) or programmes.open_programme(
        commune=commune,
        plan=plan_of(teaching, now=now),
        by=manager_of(teaching.commune, people),
        now=now,
    )
    return classes.open_class(
        programme=programme,
        course=course_of(teaching.course),
        name=teaching.name,
        by=trainer_of(teaching.commune, people),
        now=now,
    )


def plan_of(teaching: DemoClass, *, now: datetime) -> programmes.Plan:
    """A programme with every live course, begun when the history begins."""
    live = CoursePage.objects.live().values_list("translation_key", flat=True)
    return programmes.Plan(
        from_on=timezone.localdate(now),
        until_on=timezone.localdate(now + PROGRAMME_LENGTH),
        target_learners=teaching.target,
        courses=tuple(live),
    )


def course_of(slug: str) -> UUID:
    """The id of a live course."""
    return CoursePage.objects.live().values_list("translation_key", flat=True).get(slug=slug)


def fill_class(
    cohort: Cohort,
    teaching: DemoClass,
    people: dict[str, Person],
    *,
    roster: Roster,
    now: datetime,
) -> None:
    """Let the citizens of the commune join and live through their stories."""
    for demo in CITIZENS:
        if demo.commune != teaching.commune or demo.story is None:
            continue
        person = people[demo.name]
        if not cohort.enrolments.filter(person=person).exists():
            classes.join_class(code=cohort.join_code, by=person, now=now - WEEKS_OF_HISTORY)
            live_through(demo.story, person=person, course=cohort.course, now=now)
        roster.note(demo.group, demo.name, **class_facts(cohort))
    for demo in STAFF:
        if demo.role == "trainer" and demo.commune == teaching.commune:
            roster.note(demo.group, demo.name, **class_facts(cohort))


def class_facts(cohort: Cohort) -> dict[str, str]:
    """What the roster says about a class."""
    return {"cohort": str(cohort.uuid), "join_code": cohort.join_code}
