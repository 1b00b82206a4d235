"""A corrected key: tried out first, confirmed by an editor, lifting marks only, and undone."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.models import Correction, Event, PersonLesson, RegradeDifference
from courses.progress import actions as progress
from courses.regrading import actions as regrading
from courses.regrading import sweeping
from courses.regrading.refusals import RegradeRefused
from tests import factories
from tests.courses.progress.test_record import projection, send
from tests.courses.teaching import MORNING, Item, Phone, edition, publish
from tests.courses.versions import (
    carried_out,
    republish,
    run,
    tried_out,
    undone,
    with_other_key,
    with_other_sense,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def thu():
    return factories.thu()


def check(*items, **more):
    lesson = publish(*items, use="check", **more)
    edition(lesson)
    return lesson


def hands_in(person, lesson, phone=None, *, good=True, now=MORNING):
    """A check answered and handed in at one go."""
    phone = phone or Phone()
    attempt = str(uuid4())
    return send(person, phone, *phone.complete(lesson, good=good, attempt=attempt), now=now)


def stand(person):
    row = PersonLesson.objects.get(person=person)
    return row.best_score, row.passed_at is not None


@pytest.fixture
def corrected():
    """A check of two questions; of the first one the other answer was right all along."""
    items = Item("single"), Item("true_false")
    lesson = check(*items)
    return lesson, with_other_key(items[0]), items[1]


def test_a_trial_run_counts_and_lists_and_changes_nothing(thu, corrected):
    lesson, *items = corrected
    lan, tu = factories.people(2)
    hands_in(lan, lesson, good=False)
    hands_in(tu, lesson)
    before = [projection(person) for person in (lan, tu)]
    regrade = tried_out(republish(lesson, *items), by=thu)
    assert regrade.state == "ready"
    assert (regrade.people_total, regrade.people_seen, regrade.people_changed) == (2, 2, 1)
    assert (regrade.answers_seen, regrade.answers_changed, regrade.answers_kept) == (2, 1, 1)
    (line,) = RegradeDifference.objects.all()
    assert (line.person_id, line.score_before, line.score_after) == (lan.pk, 0, 50)
    assert [projection(person) for person in (lan, tu)] == before
    assert not Correction.objects.exists()


def test_carried_out_it_lifts_marks_and_lowers_none(thu, corrected):
    lesson, *items = corrected
    lan, tu = factories.people(2)
    hands_in(lan, lesson, good=False)
    hands_in(tu, lesson)
    carried_out(tried_out(republish(lesson, *items), by=thu), by=thu)
    assert stand(lan) == (50, False)
    assert stand(tu) == (100, True)
    assert list(Event.objects.filter(person=lan, item=items[0].id).values_list("score")) == [(0,)]


def test_undone_everything_is_as_it_was_to_the_byte(thu, corrected):
    lesson, *items = corrected
    lan = factories.lan()
    hands_in(lan, lesson, good=False)
    before = projection(lan)
    regrade = carried_out(tried_out(republish(lesson, *items), by=thu), by=thu)
    assert projection(lan) != before
    assert undone(regrade, by=thu).state == "undone"
    assert projection(lan) == before
    progress.rebuild(person_id=lan.pk)
    assert projection(lan) == before


def test_the_rebuilt_projection_reads_corrections_too(thu, corrected):
    lesson, *items = corrected
    lan = factories.lan()
    hands_in(lan, lesson, good=False)
    carried_out(tried_out(republish(lesson, *items), by=thu), by=thu)
    after = projection(lan)
    progress.rebuild(person_id=lan.pk)
    assert projection(lan) == after


def test_a_pass_gained_is_counted(thu):
    item = Item("single")
    lesson, lan = check(item), factories.lan()
    hands_in(lan, lesson, good=False)
    regrade = tried_out(republish(lesson, with_other_key(item)), by=thu)
    assert regrade.people_passing == 1
    carried_out(regrade, by=thu)
    assert stand(lan) == (100, True)


def test_answers_that_arrive_after_it_are_corrected_by_the_sweep(thu, corrected):
    lesson, *items = corrected
    lan, tu = factories.people(2)
    hands_in(tu, lesson, good=False)
    regrade = carried_out(tried_out(republish(lesson, *items), by=thu), by=thu)
    later = MORNING + timedelta(days=2)
    hands_in(lan, lesson, good=False, now=later)
    assert stand(lan) == (0, False)
    assert sweeping.sweep(now=later) == 1
    assert stand(lan) == (50, False)
    regrade.refresh_from_db()
    assert (regrade.people_changed, regrade.answers_changed) == (2, 2)
    assert sweeping.sweep(now=later + timedelta(hours=1)) == 0


def test_an_undone_regrade_touches_no_late_answer(thu, corrected):
    lesson, *items = corrected
    regrade = carried_out(tried_out(republish(lesson, *items), by=thu), by=thu)
    undone(regrade, by=thu)
    lan = factories.lan()
    hands_in(lan, lesson, good=False, now=MORNING + timedelta(days=2))
    assert sweeping.sweep(now=MORNING + timedelta(days=2)) == 0
    assert stand(lan) == (0, False)


def test_a_run_that_died_is_started_again_and_does_nothing_twice(thu, corrected, monkeypatch):
    lesson, *items = corrected
    monkeypatch.setattr("courses.regrading.working.BATCH", 1)
    people = factories.people(3)
    for person in people:
        hands_in(person, lesson, good=False)
    regrade = tried_out(republish(lesson, *items), by=thu)
    regrading.confirm(regrade=regrade.uuid, by=thu, now=MORNING)
    from courses.regrading import working

    assert working.work(regrade=regrade.uuid, now=MORNING)
    assert Correction.objects.count() == 1
    sweeping.sweep(now=MORNING + timedelta(minutes=5))
    run(regrade)
    assert (regrade.state, regrade.people_seen, regrade.answers_changed) == ("done", 3, 3)
    assert Correction.objects.count() == 3


def test_an_item_that_asks_something_else_now_is_not_marked_by_its_new_key(thu):
    item = Item("single")
    lesson = check(item)
    changed = republish(lesson, with_other_sense(item), kind="meaning")
    with pytest.raises(RegradeRefused) as refused:
        tried_out(changed, by=thu)
    assert refused.value.code == "nothing_to_correct"


def test_every_kind_of_item_can_be_marked_anew(thu):
    for item in (Item("multiple", right=2), Item("true_false"), Item("spot", right=1)):
        lesson = publish(item)
        edition(lesson)
        lan = factories.people(1)[0]
        turned = with_other_key(item)
        send(lan, Phone(), Phone().answer(lesson, turned))
        assert stand(lan)[0] < 100
        carried_out(tried_out(republish(lesson, turned), by=thu), by=thu)
        assert stand(lan)[0] == 100


def test_only_what_is_ready_is_confirmed_and_only_what_is_done_undone(thu, corrected):
    lesson, *items = corrected
    following = republish(lesson, *items)
    regrade = regrading.correct_key(version=following.version, by=thu, now=MORNING)
    assert regrading.correct_key(version=following.version, by=thu, now=MORNING) == regrade
    refused = []
    for act in (regrading.confirm, regrading.undo):
        with pytest.raises(RegradeRefused) as each:
            act(regrade=regrade.uuid, by=thu, now=MORNING)
        refused.append(each.value.code)
    assert refused == ["not_ready", "not_done"]
    carried_out(run(regrade), by=thu)
    with pytest.raises(RegradeRefused) as late:
        regrading.undo(regrade=regrade.uuid, by=thu, now=MORNING + timedelta(days=31))
    assert late.value.code == "too_late"
    with pytest.raises(RegradeRefused) as settled:
        regrading.drop(regrade=regrade.uuid, by=thu, now=MORNING)
    assert settled.value.code == "settled"


def test_a_withdrawn_item_leaves_the_share_of_those_it_hurt_only(thu):
    items = Item("single"), Item("single")
    lesson = check(*items)
    hurt, helped, other = factories.people(3)
    phone = Phone()
    for person, first, second in (
        (hurt, False, True),
        (helped, True, False),
        (other, False, False),
    ):
        attempt = str(uuid4())
        given = [(items[0], first), (items[1], second)]
        answers = [phone.answer(lesson, item, good=good, attempt=attempt) for item, good in given]
        send(person, phone, *answers, phone.report("lesson.done", lesson, attempt=attempt))
    regrade = regrading.neutralise_item(
        item=items[0].id, versions=[lesson.version], by=thu, now=MORNING
    )
    carried_out(run(regrade), by=thu)
    assert [stand(person) for person in (hurt, helped, other)] == [
        (100, True),
        (50, False),
        (0, False),
    ]
    undone(regrade, by=thu)
    assert stand(hurt) == (50, False)


def test_two_regrades_of_one_answer_lift_it_and_each_is_undone_by_itself(thu):
    items = Item("single"), Item("single")
    lesson, lan = check(*items), factories.lan()
    hands_in(lan, lesson, good=False)
    turned = with_other_key(items[0])
    second = republish(lesson, turned, items[1])
    first_regrade = carried_out(tried_out(second, by=thu), by=thu)
    withdrawn = regrading.neutralise_item(
        item=items[1].id, versions=[lesson.version], by=thu, now=MORNING
    )
    carried_out(run(withdrawn), by=thu)
    assert stand(lan) == (100, True)
    undone(first_regrade, by=thu)
    assert stand(lan) == (0, False)
    undone(withdrawn, by=thu)
    assert stand(lan) == (0, False)
