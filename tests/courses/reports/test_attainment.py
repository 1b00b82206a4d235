"""Levels of a commune's people: recomputed from passed checks, moved by no edit, told to whom it may be."""

import csv
import io
from datetime import timedelta

import pytest

from courses.catalogue.models import Framework
from courses.reports import attainment, exporting
from courses.reports.models import LevelExport, LevelRule, PersonLevel
from identity.audit.models import Entry
from tests import factories
from tests.courses.school import browser_of, report
from tests.courses.teaching import Item, Lesson, Phone, publish


@pytest.fixture
def checks(db: None) -> tuple[Lesson, Lesson]:
    return (publish(Item("single"), use="check"), publish(Item("single"), use="check"))


@pytest.fixture
def rule(checks, now) -> LevelRule:
    Framework.objects.create(key="qd757", version="1.0", title="Khung")
    return LevelRule.objects.create(
        framework="qd757",
        framework_version="1.0",
        level="co-ban",
        version="1",
        title="Mức cơ bản",
        checks=[str(check.uuid) for check in checks],
        needed=2,
        loaded_at=now,
    )


def passes(person, *checks: Lesson, now, good: bool = True) -> None:
    phone = Phone()
    for check in checks:
        events = phone.complete(check, good=good, attempt=phone.device)
        report(person, phone, *events, now=now)


def refreshed(now) -> None:
    attainment.refresh(commune=factories.commune().pk, now=now)


def test_both_checks_passed_reach_the_level_and_one_does_not(rule, checks, now):
    lan, other = factories.lan(), factories.person()
    passes(lan, *checks, now=now)
    passes(other, checks[0], now=now)
    for _ in range(2):
        refreshed(now)
    assert [level.person for level in PersonLevel.objects.all()] == [lan]


def test_a_cached_level_without_facts_goes_again(rule, now):
    PersonLevel.objects.create(person=factories.lan(), rule=rule, reached_at=now)
    refreshed(now)
    assert not PersonLevel.objects.exists()


def test_a_new_version_of_the_rule_counts_beside_the_old_rows(rule, checks, now):
    lan = factories.lan()
    passes(lan, checks[0], now=now)
    easier = LevelRule.objects.create(
        framework="qd757",
        framework_version="1.0",
        level="co-ban",
        version="2",
        title="Mức cơ bản",
        checks=rule.checks,
        needed=1,
        loaded_at=now + timedelta(days=1),
    )
    refreshed(now)
    assert attainment.rules_in_force() == [easier]
    assert PersonLevel.objects.get().rule == easier


def test_an_export_under_way_is_not_begun_again(rule, now):
    nam = factories.nam()
    first = exporting.ask_export(rule=rule, by=nam, now=now)
    assert exporting.ask_export(rule=rule, by=nam, now=now) == first
    exporting.build_export(export=first.uuid, now=now)
    assert exporting.ask_export(rule=rule, by=nam, now=now) != first


def test_the_export_is_a_job_that_goes_on_where_it_stopped(rule, checks, now):
    for _ in range(6):
        passes(factories.lan(), *checks, now=now)
    export = exporting.ask_export(rule=rule, by=factories.nam(), now=now)
    for _ in range(2):
        exporting.build_export(export=export.uuid, now=now)
    export.refresh_from_db()
    assert export.communes_done == export.communes_total
    told = {each["code"]: each for each in export.figures}
    assert told[factories.HOME]["total"] == 6
    assert sum(each or 0 for each in told[factories.HOME]["bands"]) == 6


def test_counting_costs_the_same_for_few_and_many(rule, checks, now, django_assert_num_queries):
    for _ in range(5):
        passes(factories.person(), *checks, now=now)
    with django_assert_num_queries(7):
        refreshed(now)
    with django_assert_num_queries(1):
        attainment.counts(rule, now=now)


def test_an_official_takes_counts_and_no_names(rule, checks, now, standing_clock):
    lan = factories.lan()
    passes(lan, *checks, now=now)
    nam = browser_of(factories.nam(), second_factor=True, now=now)
    assert nam.get("/thanh-pho/khung-nang-luc/").status_code == 200
    begun = nam.post("/thanh-pho/khung-nang-luc/", {"rule": rule.pk})
    export = LevelExport.objects.get()
    assert begun["Location"] == f"/thanh-pho/khung-nang-luc/{export.uuid}/"
    waiting = f"/thanh-pho/khung-nang-luc/{export.uuid}.csv"
    if export.finished_at is None:
        assert nam.get(waiting).status_code == 404
        exporting.build_export(export=export.uuid, now=now)
    file = nam.get(waiting).content.decode()
    assert lan.name not in file
    assert "<5" in file
    assert nam.get(waiting.replace(".csv", ".json")).json()["rule"] == "1"


def test_a_manager_takes_the_list_of_her_commune_and_each_person_can_see_so(
    rule, checks, now, standing_clock
):
    lan = factories.lan()
    passes(lan, *checks, now=now)
    quang = browser_of(factories.quang(), second_factor=True, now=now)
    page = f"/xa-phuong/{factories.HOME}/khung-nang-luc/"
    assert quang.get(page).status_code == 200
    assert quang.post(page, {"rule": rule.pk}).status_code == 422
    answer = quang.post(page, {"rule": rule.pk, "purpose": "confirmation"})
    file = b"".join(answer.streaming_content).decode().lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(file)))
    assert rows[1][:2] == [lan.name, "1959"]
    look = Entry.objects.get(act="commune.levels.seen")
    assert (look.reason, [each.person for each in look.subjects.all()]) == (
        "level_confirmation",
        [lan],
    )
    counts = quang.get(f"{page}{rule.pk}.json").json()
    assert counts["communes"][0]["total"] is None


def test_nobody_is_on_a_list_whose_look_was_written_down_before_her(
    rule, checks, now, standing_clock
):
    lan, tu = factories.people(2)
    passes(lan, *checks, now=now)
    quang = browser_of(factories.quang(), second_factor=True, now=now)
    page = f"/xa-phuong/{factories.HOME}/khung-nang-luc/"
    answer = quang.post(page, {"rule": rule.pk, "purpose": "check"})
    passes(tu, *checks, now=now)
    attainment.refresh(commune=factories.commune().pk, now=now)
    file = b"".join(answer.streaming_content).decode()
    assert (lan.name in file, tu.name in file) == (True, False)


def test_nobody_else_sees_a_commune(rule, now, standing_clock):
    page = f"/xa-phuong/{factories.ELSEWHERE}/khung-nang-luc/"
    quang = browser_of(factories.quang(), second_factor=True, now=now)
    nam = browser_of(factories.nam(), second_factor=True, now=now)
    minh = browser_of(factories.minh(), second_factor=True, now=now)
    assert quang.get(page).status_code == 404
    assert nam.get(page).status_code == 404
    assert minh.get("/thanh-pho/khung-nang-luc/").status_code == 404
