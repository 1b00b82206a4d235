"""What the clock starts forgets what the register says, no more; the rebuild brings everything back."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from courses.classes.tasks import forget_tries
from courses.models import JoinBudget, PersonCourse, PersonLesson, Refusal
from courses.progress.tasks import forget_refusals
from identity.models import Session
from identity.sessions.tasks import forget_ended_sessions
from tests import factories
from tests.courses.school import learns
from tests.courses.teaching import edition, publish


def refused(person, *, ago):
    return Refusal.objects.create(
        person=person,
        verdict="rejected",
        reason="bad_event",
        digest=f"{ago.days:064d}",
        sent="",
        received_at=timezone.now() - ago,
    )


def test_a_refused_report_is_kept_a_year_and_no_longer(db):
    lan = factories.lan()
    kept = refused(lan, ago=timedelta(days=364))
    refused(lan, ago=timedelta(days=366))
    assert forget_refusals() == 1
    assert Refusal.objects.get() == kept


def test_wrong_join_codes_are_forgotten_after_a_day(db):
    lan, other = factories.people(2)
    now = timezone.now()
    JoinBudget.objects.create(person=lan, window_started_at=now - timedelta(hours=25))
    JoinBudget.objects.create(person=other, window_started_at=now - timedelta(hours=23))
    assert forget_tries() == 1
    assert JoinBudget.objects.get().person == other


def test_ended_sessions_are_forgotten_and_live_ones_stay(db):
    now = timezone.now()
    for key, expires in (("ended", now - timedelta(seconds=1)), ("live", now + timedelta(days=1))):
        Session.objects.create(
            key_hash=key, data="{}", opened_at=now, seen_at=now, expire_at=expires
        )
    forget_ended_sessions()
    assert [session.key_hash for session in Session.objects.all()] == ["live"]


def test_the_command_rebuilds_where_everybody_stands(db, now, capsys):
    lan, other = factories.people(2)
    lesson = publish()
    edition(lesson)
    for person in (lan, other):
        learns(person, lesson, now=now)
    PersonLesson.objects.all().delete()
    PersonCourse.objects.all().delete()
    call_command("rebuild_progress", person=str(lan.uuid))
    assert PersonCourse.objects.get().person == lan
    call_command("rebuild_progress")
    assert {row.percent for row in PersonCourse.objects.all()} == {100}
    assert PersonLesson.objects.count() == 2
    assert "2 of 2" in capsys.readouterr().out
