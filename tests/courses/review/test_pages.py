"""`/on-tap/` and `/toi/`: the notice when it is due, one question a screen, what is said at once."""

import html
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from courses.analysis.models import ItemReport
from courses.review.models import Review, ReviewAnswer
from courses.review.rules import RULE
from identity.consent.models import Consent
from tests import factories
from tests.courses.school import browser_of, learns
from tests.courses.teaching import Phone, edition, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def day_two(learned):
    """The clock stands on the first day the review is due."""
    with time_machine.travel(learned.review.due_at + timedelta(hours=1), tick=False) as clock:
        yield clock


@pytest.fixture
def hers(learned, consent_text, day_two):
    return browser_of(learned.person, now=learned.now)


def form_of(item, *, right=True):
    given = item.good if right else item.bad
    if item.kind == "true_false":
        return {"item": item.id, "truth": str(given).lower()}
    return {"item": item.id, "choice": given}


def question_of(learned, page):
    known = {item.id: item for lesson in learned.lessons for item in lesson.items}
    return known[page.context["asked"].item["id"]]


def test_the_notice_stands_on_her_page_when_it_is_due_and_not_before(learned, hers):
    assert "Phần một" in hers.get("/on-tap/").content.decode()
    begin = f"/on-tap/{learned.review.uuid}/bat-dau/"
    assert begin in hers.get("/toi/").content.decode()
    with time_machine.travel(learned.now, tick=False):
        early = browser_of(learned.person, now=learned.now)
        assert begin not in early.get("/toi/").content.decode()


def test_a_whole_round_without_scripts_with_feedback_at_once(learned, hers):
    here = hers.post(f"/on-tap/{learned.review.uuid}/bat-dau/")["Location"]
    for _ in range(3):
        page = hers.get(here)
        item = question_of(learned, page)
        told = hers.get(hers.post(here, form_of(item))["Location"])
        assert told.status_code == 200
        assert told.context["told"].grade.mark.correct
        assert "Nhớ nhé." in told.content.decode()
    assert told.context["told"].is_last
    end = hers.get(here).content.decode()
    assert learned.review.due_at.strftime("%d/%m/%Y") in end
    assert learned.review.step == 1


def test_a_wrong_answer_and_not_knowing_are_said_kindly(learned, hers):
    here = hers.post(f"/on-tap/{learned.review.uuid}/bat-dau/")["Location"]
    item = question_of(learned, hers.get(here))
    told = hers.get(hers.post(here, form_of(item, right=False))["Location"])
    assert not told.context["told"].grade.mark.correct
    item = question_of(learned, hers.get(here))
    assert f"Đáp án đúng: {told.context['told'].right}" in told.content.decode()
    told = hers.get(hers.post(here, {"item": item.id, "dont_know": "1"})["Location"])
    assert "Không biết thì cũng chẳng sao" in told.content.decode()
    assert f"Đáp án đúng: {told.context['told'].right}" in told.content.decode()
    assert list(ReviewAnswer.objects.values_list("correct", flat=True)) == [False, False]


def test_a_fault_is_reported_from_a_review_and_the_way_leads_back_into_it(learned, hers):
    here = hers.post(f"/on-tap/{learned.review.uuid}/bat-dau/")["Location"]
    item = question_of(learned, hers.get(here))
    told = hers.post(here, form_of(item))["Location"]
    report = re.search(r'href="(/hoc/bao-loi/[^"]*)"', hers.get(told).content.decode())[1]
    thanked = hers.post(html.unescape(report), {"kind": "wrong_key"}, follow=True)
    assert ItemReport.objects.get().item == UUID(item.id)
    assert f'href="{told}"' in thanked.content.decode()
    outside = hers.get(html.unescape(report).replace(told, "https://xau.example/"))
    assert "xau.example" not in outside.content.decode()


def test_an_empty_form_is_asked_again_and_an_old_one_changes_nothing(learned, hers):
    here = hers.post(f"/on-tap/{learned.review.uuid}/bat-dau/")["Location"]
    item = question_of(learned, hers.get(here))
    assert hers.post(here, {"item": item.id}).status_code == 422
    hers.post(here, form_of(item))
    assert hers.post(here, form_of(item)).status_code == 302
    assert ReviewAnswer.objects.count() == 1


def test_somebody_else_sees_nothing_of_it(learned, hers):
    here = hers.post(f"/on-tap/{learned.review.uuid}/bat-dau/")["Location"]
    other = browser_of(factories.person(), now=learned.now)
    assert other.get(here).status_code == 404
    assert other.post(f"/on-tap/{learned.review.uuid}/bat-dau/").status_code == 404
    assert other.get(f"{here}{uuid4()}/").status_code == 404


def test_before_its_day_the_button_only_explains(learned, consent_text):
    with time_machine.travel(learned.now, tick=False):
        hers = browser_of(learned.person, now=learned.now)
        answer = hers.post(f"/on-tap/{learned.review.uuid}/bat-dau/", follow=True)
        assert answer.redirect_chain == [("/on-tap/", 302)]


def test_what_a_phone_reported_weeks_later_is_found_when_she_opens_her_pages(learned, hers):
    Review.objects.all()
    lessons = (publish(), publish())
    edition(*lessons)
    begins = learned.now - timedelta(days=20)
    learns(learned.person, *lessons, now=learned.now, phone=Phone(begins=begins))
    hers.get("/toi/")
    assert Review.objects.filter(person=learned.person).count() == 2


def test_messages_are_asked_for_with_their_own_text_and_stopped_again(learned, hers, consent_text):
    assert consent_text.title in hers.get("/on-tap/").content.decode()
    hers.post("/on-tap/nhac/", {"agree": "1"})
    assert Consent.objects.get(text=consent_text, withdrawn_at=None).person == learned.person
    hers.post("/on-tap/nhac/", {"stop": "1"})
    assert not Consent.objects.filter(text=consent_text, withdrawn_at=None).exists()


def test_nobody_is_promised_messages_who_has_no_number_and_no_address(consent_text, now):
    nu = factories.nu()
    browser = browser_of(nu, now=now)
    assert consent_text.title not in browser.get("/on-tap/").content.decode()
    told = browser.post("/on-tap/nhac/", {"agree": "1"}, follow=True).content.decode()
    assert "chưa có số điện thoại hay thư điện tử" in told
    assert not Consent.objects.filter(person=nu, text=consent_text).exists()


def test_the_page_costs_the_same_few_queries_for_many_modules(
    learned, hers, django_assert_max_num_queries
):
    for n in range(12):
        Review.objects.create(
            person=learned.person, module=uuid4(), course=uuid4(), title=f"Phần {n}",
            done_at=learned.now, due_at=learned.now, remind_at=learned.now,
        )  # fmt: skip
    hers.get("/on-tap/")
    with django_assert_max_num_queries(14):
        hers.get("/on-tap/")


def test_the_rule_is_plain_data_for_everybody(client, db):
    body = client.get("/api/v1/review/rule").json()
    assert body["days"] == [2, 7, 30] == list(RULE.days)
    assert body["items"] == 3 and body["reminders"] == 3


def test_her_due_list_is_hers_alone(learned, hers, client):
    (line,) = hers.get("/api/v1/me/review").json()
    assert line["id"] == str(learned.review.uuid) and line["step"] == 0
    assert client.get("/api/v1/me/review").status_code == 401
