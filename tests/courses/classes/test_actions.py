"""Opening a class, coming and going, and closing it."""

from datetime import timedelta

import pytest

from courses.classes import actions as classes
from courses.classes import guessing
from courses.classes.models import Enrolment
from courses.classes.refusals import ClassRefused
from courses.programmes import actions as programmes
from courses.progress import queries as progress
from courses.progress.models import LearnerEdition
from identity.audit.models import Entry
from identity.roles.actions import end_grant
from identity.roles.models import Grant
from tests import factories
from tests.courses.school import learns
from tests.courses.teaching import edition, publish

pytestmark = pytest.mark.django_db


def refusal(act, **arguments):
    with pytest.raises(ClassRefused) as refused:
        act(**arguments)
    return refused.value.code


def test_a_class_follows_the_newest_edition_and_has_a_code_of_its_own(school):
    cohort, another = school.cohort, school.another_class("Lớp sáng")
    assert cohort.edition.uuid == school.edition.uuid
    assert cohort.join_code != another.join_code
    assert len(cohort.join_code) == 8


def test_only_a_trainer_of_the_commune_opens_a_class(school, now):
    asked = {"programme": school.programme, "course": school.edition.course, "name": "Lớp"}
    assert refusal(classes.open_class, **asked, by=factories.hoa(), now=now) == "not_yours"
    assert refusal(classes.open_class, **asked, by=school.manager, now=now) == "not_yours"


def test_a_class_learns_a_course_of_the_programme_only(school, now):
    other = edition(publish())
    asked = {"programme": school.programme, "course": other.course, "name": "Lớp"}
    assert refusal(classes.open_class, **asked, by=school.trainer, now=now) == "course_not_offered"


def test_a_closed_programme_opens_no_class(school, now):
    programmes.close_programme(programme=school.programme, by=school.manager, now=now)
    asked = {"programme": school.programme, "course": school.edition.course, "name": "Lớp"}
    assert refusal(classes.open_class, **asked, by=school.trainer, now=now) == "programme_closed"


def test_joining_twice_is_joining_once_and_counts_her_against_the_classs_edition(school, now):
    lan = school.join(factories.lan())
    school.join(lan)
    assert Enrolment.objects.count() == 1
    [followed] = LearnerEdition.objects.filter(person=lan)
    assert (followed.edition.uuid, followed.reason) == (school.edition.uuid, "enrolled")


def test_whoever_began_the_course_alone_keeps_her_edition_when_she_joins(school, now):
    lan = factories.lan()
    learns(lan, school.lessons[0], now=now)
    school.grow()
    school.join(lan, school.another_class("Lớp mới"))
    [standing] = progress.standing(lan.pk, now=now)
    assert (standing.edition_number, standing.percent) == (1, 50)


def test_the_code_is_read_however_it_is_typed(school, now):
    code = school.cohort.join_code
    typed = f" {code[:4].lower()} - {code[4:].replace('0', 'o').replace('1', 'l')} "
    assert classes.join_class(code=typed, by=factories.lan(), now=now).cohort == school.cohort


def test_twenty_wrong_codes_an_hour_are_looked_at_and_then_even_the_right_one_waits(school, now):
    lan, cohort = factories.lan(), school.cohort
    for _ in range(guessing.WRONG_TRIES):
        assert refusal(classes.join_class, code="ZZZZZZZZ", by=lan, now=now) == "wrong_code"
    assert refusal(classes.join_class, code=cohort.join_code, by=lan, now=now) == "too_many_tries"
    later = now + timedelta(minutes=59)
    assert refusal(classes.join_class, code=cohort.join_code, by=lan, now=later) == "too_many_tries"
    assert classes.join_class(code=cohort.join_code, by=lan, now=now + timedelta(hours=1))


def test_right_codes_cost_no_tries(school, now):
    lan = factories.lan()
    for _ in range(guessing.WRONG_TRIES + 1):
        school.join(lan)


def test_wrong_codes_of_one_person_do_not_hinder_another(school, now):
    lan = factories.lan()
    for _ in range(guessing.WRONG_TRIES):
        refusal(classes.join_class, code="sai", by=lan, now=now)
    school.join(factories.person())


def test_taking_out_and_bringing_back_keeps_every_stay_as_history(school, now):
    lan = school.join(factories.lan())
    who = {"cohort": school.cohort, "person": lan, "by": school.trainer, "now": now}
    classes.remove_learner(**who)
    assert refusal(classes.remove_learner, **who) == "not_in_class"
    classes.readd_learner(**who)
    stays = Enrolment.objects.filter(person=lan).order_by("pk")
    assert [stay.removed_by for stay in stays] == [school.trainer, None]
    assert LearnerEdition.objects.filter(person=lan).count() == 1


def test_a_trainer_cannot_put_a_stranger_into_a_class(school, now):
    who = {"cohort": school.cohort, "person": factories.lan(), "by": school.trainer}
    assert refusal(classes.readd_learner, **who, now=now) == "never_in_class"


def test_leaving_can_be_undone_without_the_code_unless_the_trainer_took_her_out(school, now):
    lan = school.join(factories.lan())
    classes.leave_class(cohort=school.cohort, by=lan, now=now)
    assert classes.return_to_class(cohort=school.cohort, by=lan, now=now).removed_at is None
    classes.remove_learner(cohort=school.cohort, person=lan, by=school.trainer, now=now)
    asked = {"cohort": school.cohort, "by": lan, "now": now}
    assert refusal(classes.return_to_class, **asked) == "never_in_class"


def test_what_was_learnt_stays_with_her_when_she_leaves(school, now):
    lan = school.join(factories.lan())
    learns(lan, *school.lessons, now=now)
    classes.leave_class(cohort=school.cohort, by=lan, now=now)
    assert [each.percent for each in progress.standing(lan.pk, now=now)] == [100]


def test_a_closed_class_takes_nobody_in_and_can_be_opened_again(school, now):
    classes.close_class(cohort=school.cohort, by=school.trainer, now=now)
    asked = {"code": school.cohort.join_code, "by": factories.lan(), "now": now}
    assert refusal(classes.join_class, **asked) == "class_closed"
    classes.reopen_class(cohort=school.cohort, by=school.trainer, now=now)
    assert classes.join_class(**asked)


def test_an_ended_grant_ends_every_act_at_once(school, now):
    lan = school.join(factories.lan())
    grant = Grant.objects.get(person=school.trainer, role="trainer")
    end_grant(by=school.manager, grant=grant, now=now)
    for act in (classes.remove_learner, classes.readd_learner):
        who = {"cohort": school.cohort, "person": lan, "by": school.trainer, "now": now}
        assert refusal(act, **who) == "not_yours"
    assert (
        refusal(classes.close_class, cohort=school.cohort, by=school.trainer, now=now)
        == "not_yours"
    )


def test_every_act_on_a_class_is_written_down_with_ids_only(school, now):
    lan = school.join(factories.lan())
    classes.remove_learner(cohort=school.cohort, person=lan, by=school.trainer, now=now)
    entry = Entry.objects.get(act="class.learner_removed")
    assert entry.detail == {"class": str(school.cohort.uuid)}
    assert list(entry.subjects.values_list("person_id", flat=True)) == [lan.pk]
