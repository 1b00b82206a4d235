"""Moving a class to the newest edition: looked at first, and nobody falls."""

import pytest

from courses.classes import actions as classes
from courses.classes.moving import has_newer_edition, move_preview
from courses.classes.refusals import ClassRefused
from courses.progress import queries as progress
from tests import factories
from tests.courses.school import learns
from tests.courses.teaching import edition, publish

pytestmark = pytest.mark.django_db


def percent_of(person, now):
    [standing] = progress.standing(person.pk, now=now)
    return standing.percent


def test_a_later_lesson_counts_for_nobody_until_the_class_is_moved(school, now):
    lan = school.join(factories.lan())
    learns(lan, *school.lessons, now=now)
    school.grow()
    assert has_newer_edition(school.cohort)
    assert percent_of(lan, now) == 100


def test_the_preview_tells_what_each_percent_would_become(school, now):
    lan, bich = school.join(factories.lan()), school.join(factories.person("Đinh Thị Bích"))
    learns(lan, *school.lessons, now=now)
    school.grow()
    preview = move_preview(school.cohort, now=now)
    told = {row.learner: (row.before, row.after, row.moves) for row in preview.rows}
    assert told == {lan: (100, 66, False), bich: (0, 0, True)}
    assert (preview.moving, preview.staying, preview.added) == (1, 1, ("Bài 3",))


def test_nobody_falls_when_the_class_is_moved(school, now):
    lan, bich = school.join(factories.lan()), school.join(factories.person("Đinh Thị Bích"))
    learns(lan, *school.lessons, now=now)
    newest = school.grow()
    moved = classes.move_class(
        cohort=school.cohort, edition=newest.uuid, by=school.trainer, now=now
    )
    assert moved.edition_id == newest.id
    assert (percent_of(lan, now), percent_of(bich, now)) == (100, 0)
    assert progress.standing(bich.pk, now=now)[0].lessons_total == 3


def test_whoever_joins_after_the_move_learns_the_newest_edition(school, now):
    newest = school.grow()
    classes.move_class(cohort=school.cohort, edition=newest.uuid, by=school.trainer, now=now)
    lan = school.join(factories.lan())
    assert progress.standing(lan.pk, now=now)[0].edition == newest.uuid


def test_a_class_on_the_newest_edition_is_not_moved(school, now):
    assert move_preview(school.cohort, now=now) is None
    with pytest.raises(ClassRefused) as refused:
        classes.move_class(
            cohort=school.cohort, edition=school.edition.uuid, by=school.trainer, now=now
        )
    assert refused.value.code == "no_newer_edition"


def test_an_effect_that_was_not_looked_at_is_not_brought_about(school, now):
    seen = school.grow()
    edition(*school.lessons, publish(), course=school.edition.course, number=3)
    with pytest.raises(ClassRefused) as refused:
        classes.move_class(cohort=school.cohort, edition=seen.uuid, by=school.trainer, now=now)
    assert refused.value.code == "preview_outdated"
