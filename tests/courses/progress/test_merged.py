"""Two accounts of one person: the fold reads both logs, and an undo gives each its own again."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Event, LearnerEdition, PersonCourse, PersonLesson
from courses.progress import actions as progress
from courses.progress import counting
from courses.progress.facts import fact
from courses.progress.fold import fold
from courses.progress.grading import paper
from courses.progress.reading import read_body
from courses.progress.rules import Completion, Following, completion
from identity.accounts.merging import MergeRefused, join_accounts, part_accounts
from identity.accounts.models import Alias, Person
from tests import factories
from tests.courses.progress.test_record import outcomes, send
from tests.courses.progress.test_record import projection as stored
from tests.courses.teaching import MORNING, Item, Phone, edition, publish

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)


@pytest.fixture
def lessons():
    both = [publish(Item("single")), publish(Item("true_false"))]
    edition(*both)
    return both


def merge(absorbed, kept, now=MORNING):
    alias = join_accounts(absorbed=absorbed, kept=kept, by=kept, now=now)
    progress.refold(absorbed=absorbed.pk, kept=kept.pk, now=now)
    return alias


def part(alias, now=LATER):
    part_accounts(alias=alias, by=alias.kept, now=now)
    progress.refold(absorbed=alias.absorbed_id, kept=alias.kept_id, now=now)


def percent(person):
    return [row.percent for row in PersonCourse.objects.filter(person=person)]


def test_what_she_learnt_in_either_counts_together_and_facts_stay_where_they_are(lessons):
    old, lan = factories.people(2)
    one, two = Phone(), Phone()
    send(old, one, *one.complete(lessons[0]))
    send(lan, two, *two.complete(lessons[1]))
    owners = list(Event.objects.order_by("pk").values_list("pk", "person"))
    merge(old, lan)
    assert percent(lan) == [100]
    assert stored(old) == ([], [])
    assert list(Event.objects.order_by("pk").values_list("pk", "person")) == owners


def test_a_rebuild_comes_to_the_same_bytes(lessons):
    old, lan = factories.people(2)
    one, two = Phone(), Phone()
    send(old, one, *one.complete(lessons[0]))
    merge(old, lan)
    send(lan, two, *two.complete(lessons[0], good=False), *two.complete(lessons[1]))
    before = stored(lan)
    progress.rebuild(person_id=lan.pk)
    progress.rebuild(person_id=old.pk)
    assert stored(lan) == before
    assert stored(old) == ([], [])


def test_undoing_gives_each_what_was_its_own_and_what_came_since(lessons):
    old, lan = factories.people(2)
    one, two = Phone(), Phone()
    send(old, one, *one.complete(lessons[0]))
    apart = stored(old), stored(lan)
    alias = merge(old, lan)
    part(alias)
    assert (stored(old), stored(lan)) == apart
    alias = merge(old, lan, now=LATER)
    send(lan, two, *two.complete(lessons[1]))
    part(alias, now=LATER)
    assert stored(old) == apart[0]
    assert percent(lan) == [50]


def test_an_event_sent_again_after_the_merge_is_known(lessons):
    old, lan = factories.people(2)
    phone = Phone()
    events = phone.complete(lessons[0])
    send(old, phone, *events)
    merge(old, lan)
    assert set(outcomes(send(lan, phone, *events))) == {("already", None)}
    stranger = factories.person()
    assert set(outcomes(send(stranger, phone, *events))) == {("conflict", "id_known")}


def test_an_event_that_names_the_absorbed_account_is_hers(lessons):
    old, lan = factories.people(2)
    phone = Phone()
    waiting = phone.report("lesson.opened", lessons[0], learner=str(old.uuid))
    assert outcomes(send(lan, phone, waiting)) == [("rejected", "not_yours")]
    merge(old, lan)
    assert outcomes(send(lan, phone, waiting)) == [("applied", None)]
    assert outcomes(send(factories.person(), phone, waiting)) == [("rejected", "not_yours")]


def test_a_report_that_was_on_its_way_as_the_absorbed_account_is_recorded_for_the_kept(lessons):
    old, lan = factories.people(2)
    phone = Phone()
    merge(old, lan)
    assert set(outcomes(send(old, phone, *phone.complete(lessons[0])))) == {("applied", None)}
    assert percent(lan) == [50]
    assert stored(old) == ([], [])


def test_joining_a_class_as_the_absorbed_account_counts_for_the_kept(lessons):
    old, lan = factories.people(2)
    merge(old, lan)
    followed = edition(*lessons)
    progress.follow_edition_if_none(
        person_id=old.pk, edition_id=followed.id, reason="enrolled", now=LATER
    )
    assert PersonCourse.objects.filter(person=lan, course=followed.course).exists()


def test_a_course_finished_in_one_account_stays_finished_when_the_other_follows_a_later_edition():
    first, second = publish(), publish()
    early = edition(first)
    old, lan = factories.people(2)
    phone = Phone()
    send(old, phone, *phone.complete(first))
    late = edition(first, second, course=early.course, number=2)
    progress.follow_edition_if_none(
        person_id=lan.pk, edition_id=late.id, reason="enrolled", now=MORNING - timedelta(days=9)
    )
    assert percent(old) == [100]
    merge(old, lan)
    assert percent(lan) == [100]


def test_the_decisions_of_each_account_count_by_themselves():
    done = {"a": MORNING, "b": LATER}
    hers = Following(1, ("a", "b"), MORNING, account=1)
    others = Following(2, ("c",), MORNING, account=2)
    assert completion([hers, others], done) == Completion(1, LATER)
    same = Following(2, ("c",), MORNING, account=1)
    assert completion([hers, same], done) is None


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("learn"), st.integers(0, 2), st.integers(0, 1), st.booleans()),
        st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("part"), st.integers(0, 5)),
        st.tuples(st.just("refold")),
    ),
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_order_of_learning_joining_and_parting_comes_to_what_the_fold_says(lessons, steps):
    people, promised = factories.people(3), []
    for step in steps:
        act(step, people, lessons, promised)
    keep(promised)
    for person in people:
        person.refresh_from_db()
        assert stored(person) == said_by_the_fold(person, people)


def act(step, people, lessons, promised):
    """One step; what an alias promises is kept whenever a worker comes to it."""
    kind, *rest = step
    if kind == "learn":
        who, which, good = rest
        phone = Phone()
        events = phone.complete(lessons[which], good=good)
        progress.record(events=read_body(phone.body(*events)), by=people[who], now=MORNING)
    elif kind == "merge":
        absorbed, kept = (people[who] for who in rest)
        try:
            join_accounts(absorbed=absorbed, kept=kept, by=kept, now=MORNING)
        except MergeRefused:
            return
        promised.append((absorbed.pk, kept.pk))
    elif kind == "part":
        live = list(Alias.objects.filter(until=None, kept__in=people).order_by("pk"))
        if live:
            alias = live[rest[0] % len(live)]
            part_accounts(alias=alias, by=alias.kept, now=LATER)
            promised.append((alias.absorbed_id, alias.kept_id))
    else:
        keep(promised)


def keep(promised):
    while promised:
        absorbed, kept = promised.pop()
        progress.refold(absorbed=absorbed, kept=kept, now=LATER)


def said_by_the_fold(person, people):
    """Folded anew from the facts of her accounts, with nothing stored to lean on."""
    accounts = [each.pk for each in Person.objects.filter(kept=person)]
    if person.kept_id is None:
        accounts.append(person.pk)
    events = Event.objects.filter(person__in=accounts)
    PersonLesson.objects.filter(person=person).delete()
    PersonCourse.objects.filter(person=person).delete()
    progress.rebuild(person_id=person.pk)
    found = stored(person)
    assert {row[1] for row in found[0]} == set(events.values_list("lesson", flat=True))
    followed = LearnerEdition.objects.filter(person__in=accounts)
    assert {row[1] for row in found[1]} == set(followed.values_list("course", flat=True))
    for row in PersonLesson.objects.filter(person=person):
        told = reversed(events.filter(lesson=row.lesson).order_by("pk"))
        assert fold(fact(event, paper(event.version)) for event in told).dump() == row.state
    assert counting.followed_courses(person.pk) == {row[1] for row in found[1]}
    return found
