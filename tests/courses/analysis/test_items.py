"""Reporting a fault, dealing with it, and withdrawing an item: who may, what follows, what it costs."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from courses.analysis import actions as analysis
from courses.analysis import budgets, counting, queries
from courses.analysis.budgets import Source
from courses.analysis.models import ItemReport, ItemStatistic
from courses.analysis.refusals import AnalysisRefused
from courses.catalogue.models import WithdrawnItem
from courses.regrading.models import Regrade
from identity.audit.models import Entry
from tests import factories
from tests.courses.school import browser_of
from tests.courses.teaching import Item, Lesson, publish

HERE = [Source("network", "203.0.113.7")]


def told(lesson: Lesson, now, **changes) -> ItemReport:
    said = {"kind": "wrong_key", "text": "Gọi tôi 0912345678", "sources": HERE}
    item = UUID(lesson.items[0].id)
    return analysis.report_item(version=lesson.version, item=item, now=now, **(said | changes))


def test_a_report_is_kept_masked_and_without_a_name(lesson, now):
    report = told(lesson, now)
    assert (report.state, report.text) == ("open", "Gọi tôi •••")
    assert queries.waiting_reports([report.item]) == {report.item: 1}


def test_an_unknown_item_is_refused(lesson, now):
    with pytest.raises(AnalysisRefused) as refused:
        told(lesson, now, sources=()) and analysis.report_item(
            version=uuid4(), item=uuid4(), kind="other", text="", sources=(), now=now
        )
    assert refused.value.code == "unknown_item"


def test_one_network_may_report_so_often_within_an_hour(lesson, now):
    for _ in range(budgets.LIMITS["network"]):
        budgets.claim(HERE, now=now)
    with pytest.raises(AnalysisRefused) as refused:
        told(lesson, now)
    assert refused.value.code == "too_many"
    assert told(lesson, now + timedelta(hours=1))


def test_many_reports_make_an_item_suspicious_and_an_answer_ends_that(lesson, now):
    counting.count_version(version=lesson.version, now=now)
    ItemStatistic.objects.update(people=40, facility=0.5)
    reports = [told(lesson, now) for _ in range(3)]
    row = ItemStatistic.objects.get(item=lesson.items[0].id)
    assert (row.flags, row.is_suspicious) == (["often_reported"], True)
    thu = factories.thu()
    analysis.answer_report(report=reports[0], answer="Đã sửa.", by=thu, now=now)
    row.refresh_from_db()
    assert (row.flags, row.is_suspicious) == ([], False)
    assert queries.newest_answer(row.item) == "Đã sửa."
    assert Entry.objects.filter(act="item.report_answered", by=thu).exists()


def test_a_closed_report_is_answered_only_after_it_was_opened_again(lesson, now):
    report, thu = told(lesson, now), factories.thu()
    analysis.close_report(report=report, by=thu, now=now)
    with pytest.raises(AnalysisRefused):
        analysis.answer_report(report=report, answer="…", by=thu, now=now)
    analysis.reopen_report(report=report, by=thu, now=now)
    assert queries.reports(state="open").count() == 1


def test_withdrawing_begins_a_trial_run_and_can_be_taken_back(lesson, now):
    thu, item = factories.thu(), UUID(lesson.items[0].id)
    row = analysis.withdraw_item(
        lesson=lesson.uuid, item=item, reason="Đáp án sai", by=thu, now=now
    )
    assert Regrade.objects.get(uuid=row.regrade).items == [str(item)]
    with pytest.raises(AnalysisRefused) as refused:
        analysis.withdraw_item(lesson=lesson.uuid, item=item, reason="Nữa", by=thu, now=now)
    assert refused.value.code == "withdrawn"
    analysis.restore_item(item=item, by=thu, now=now)
    assert WithdrawnItem.objects.get().restored_by == thu
    with pytest.raises(AnalysisRefused) as refused:
        analysis.restore_item(item=item, by=thu, now=now)
    assert refused.value.code == "not_withdrawn"


def test_withdrawing_wants_a_reason_and_leaves_a_check_one_question(now, db):
    lesson, thu = publish(use="check"), factories.thu()
    item = UUID(lesson.items[0].id)
    codes = []
    for reason in ("  ", "Đáp án sai"):
        with pytest.raises(AnalysisRefused) as refused:
            analysis.withdraw_item(lesson=lesson.uuid, item=item, reason=reason, by=thu, now=now)
        codes.append(refused.value.code)
    assert codes == ["no_reason", "last_item"]


def address(lesson: Lesson) -> str:
    return f"/hoc/bao-loi/?b={lesson.version}&c={lesson.items[0].id}"


def test_anybody_reports_without_signing_in(lesson, standing_clock):
    browser = Client()
    page = browser.get(address(lesson))
    assert page.status_code == 200
    wrong = browser.post(address(lesson), {"text": "?"})
    assert wrong.status_code == 422
    sent = browser.post(address(lesson), {"kind": "unclear", "text": "Chữ nhỏ"})
    assert sent.status_code == 302
    assert "<textarea" not in browser.get(sent["Location"]).content.decode()
    assert ItemReport.objects.get().text == "Chữ nhỏ"


NOBODYS = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("query", ["", "?b=x&c=y", f"?b={NOBODYS}&c={NOBODYS}"])
def test_an_address_that_names_nothing_is_not_there(db, query):
    assert Client().get(f"/hoc/bao-loi/{query}").status_code == 404


def test_editors_see_the_figures_and_others_do_not(lesson, now, thu_at_work):
    counting.count_version(version=lesson.version, now=now)
    ItemStatistic.objects.update(people=40, facility=0.1, flags=["too_hard"], is_suspicious=True)
    report, item = told(lesson, now), lesson.items[0].id
    pages = [
        "/cms/cau-hoi/",
        f"/cms/cau-hoi/{item}/",
        f"/cms/cau-hoi/{item}/rut/",
        "/cms/cau-hoi/bao-loi/",
        f"/cms/cau-hoi/bao-loi/{report.uuid}/",
    ]
    lan = browser_of(factories.lan(), now=now)
    assert [thu_at_work.get(page).status_code for page in pages] == [200] * len(pages)
    assert all(lan.get(page).status_code in {302, 403, 404} for page in pages)


def test_the_list_costs_the_same_for_one_item_and_for_many(
    lesson, now, thu_at_work, django_assert_max_num_queries
):
    for each in (lesson, *(publish(Item("single"), Item("single")) for _ in range(8))):
        counting.count_version(version=each.version, now=now)
    ItemStatistic.objects.update(people=40, is_suspicious=True, flags=["too_hard"])
    thu_at_work.get("/cms/cau-hoi/")
    with django_assert_max_num_queries(25):
        assert len(thu_at_work.get("/cms/cau-hoi/").context["lines"]) == 18


def test_every_report_of_an_item_can_be_reached_from_its_page(lesson, now, thu_at_work):
    item = UUID(lesson.items[0].id)
    ItemReport.objects.bulk_create(
        ItemReport(
            version=lesson.version,
            item=item,
            lesson=lesson.uuid,
            kind="unclear",
            text=f"Lời thứ {number}.",
            reported_at=now + timedelta(seconds=number),
        )
        for number in range(31)
    )
    here = f"/cms/cau-hoi/{item}/"
    assert "Lời thứ 0." not in thu_at_work.get(here).content.decode()
    assert "Lời thứ 0." in thu_at_work.get(here, {"p": 2}).content.decode()
    assert "p=2" in thu_at_work.get(here).content.decode()


def test_an_editor_answers_and_closes_on_the_screen(lesson, now, thu_at_work):
    report = told(lesson, now)
    sent = thu_at_work.post(
        f"/cms/cau-hoi/bao-loi/{report.uuid}/", {"answer": "Cảm ơn bác.", "act": "close"}
    )
    assert sent.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.answer) == ("closed", "Cảm ơn bác.")
