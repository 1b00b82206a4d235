"""The learner's page at the class: a card, a PIN chosen on the handed-over device, and paper."""

import io

import pypdf
import pytest

from identity.accounts import actions as accounts
from identity.audit.models import Entry
from identity.factors import pins
from identity.factors.cardqueries import cards_of, live_card
from identity.factors.models import PinKind
from tests import factories
from tests.courses.school import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


@pytest.fixture
def nu(school):
    return school.join(factories.nu())


@pytest.fixture
def minh(school, now):
    return browser_of(school.trainer, second_factor=True, now=now)


@pytest.fixture
def page(school, nu):
    return f"/lop/{school.cohort.uuid}/hoc-vien/{nu.uuid}/"


def test_looking_at_a_learner_is_written_down(minh, page, nu, school):
    assert minh.get(page).status_code == 200
    look = Entry.objects.get(act="class.learner.seen")
    assert (look.by, [each.person for each in look.subjects.all()]) == (school.trainer, [nu])


def test_the_page_leads_from_card_to_pin_to_paper(minh, page, nu):
    steps = [minh.get(page).context["state"].next_step]
    minh.post(f"{page}the/")
    steps.append(minh.get(page).context["state"].next_step)
    minh.post(f"{page}ma-pin/?cach=so", {"pin": "493715", "again": "493715"})
    steps.append(minh.get(page).context["state"].next_step)
    minh.post(f"{page}the/in/")
    steps.append(minh.get(page).context["state"].next_step)
    assert steps == ["card", "pin", "print", ""]


def test_the_printed_card_is_hers_and_kept_by_no_cache(minh, page, nu):
    answer = minh.post(f"{page}the/in/")
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert nu.name in text
    assert minh.get(f"{page}the/in/").status_code == 405


def test_a_new_card_is_asked_for_twice_and_kills_the_old_one(minh, page, nu):
    minh.post(f"{page}the/")
    old = live_card(nu)
    assert minh.get(f"{page}the/moi/").status_code == 200
    assert live_card(nu) == old
    minh.post(f"{page}the/moi/")
    assert live_card(nu) not in (None, old)


def test_voiding_asks_why(minh, page, nu):
    minh.post(f"{page}the/")
    assert minh.post(f"{page}the/khoa/", {}).status_code == 422
    minh.post(f"{page}the/khoa/", {"reason": "lost"})
    assert live_card(nu) is None


def test_digits_are_typed_twice_and_never_shown(minh, page, nu, now):
    pin_page = f"{page}ma-pin/?cach=so"
    refused = minh.post(pin_page, {"pin": "493715", "again": "493751"})
    assert refused.status_code == 422 and "493715" not in refused.content.decode()
    weak = minh.post(pin_page, {"pin": "1234", "again": "1234"})
    assert weak.status_code == 422 and not pins.has_pin(nu)
    done = minh.post(pin_page, {"pin": "493715", "again": "493715"})
    assert done.status_code == 200 and "493715" not in done.content.decode()
    pins.verify_pin(person=nu, pin="493715", now=now)


def tap(browser, address, *numbers):
    """Tap these pictures one after the other, as a browser without scripts does."""
    picked, answer = [], None
    for number in numbers:
        answer = browser.post(address, {"picked": "-".join(picked), "picture": number})
        picked.append(number)
    return answer


def test_three_pictures_are_tapped_twice(minh, page, nu, now):
    address = f"{page}ma-pin/?cach=hinh"
    tap(minh, address, "4", "10", "1", "4", "10")
    assert not pins.has_pin(nu)
    tap(minh, address, "4", "10", "1", "4", "10", "1")
    assert pins.pin_kind(nu) is PinKind.PICTURES
    pins.verify_pin(person=nu, pin="4-10-1", now=now)


@pytest.mark.parametrize("numbers", [["4", "4"], ["4", "10", "1", "4", "1", "10"]])
def test_a_slip_with_the_pictures_begins_again(minh, page, nu, numbers):
    answer = tap(minh, f"{page}ma-pin/?cach=hinh", *numbers)
    assert answer.status_code == 422
    assert answer.context["taps"].numbers == ()
    assert not pins.has_pin(nu)


def test_the_page_for_the_learner_has_no_way_into_the_trainers_work(minh, page):
    for way in ("", "?cach=so", "?cach=hinh"):
        assert "staff-nav" not in minh.get(f"{page}ma-pin/{way}").content.decode()


def test_a_forgotten_pin_is_chosen_anew_and_ends_her_sessions(minh, page, nu, school, now):
    pins.set_pin(person=nu, pin="493715", by=school.trainer, now=now)
    nu.refresh_from_db()
    epoch = nu.session_epoch
    minh.post(f"{page}ma-pin/?cach=so", {"pin": "718205", "again": "718205"})
    nu.refresh_from_db()
    assert nu.session_epoch > epoch
    assert Entry.objects.filter(act="factors.pin_set", by=school.trainer).count() == 2


def test_the_manager_of_the_commune_finds_cards_and_learners_from_his_desk(school, page, nu, now):
    quang = browser_of(school.manager, second_factor=True, now=now)
    sheet = f"/lop/{school.cohort.uuid}/the/"
    assert sheet in quang.get("/xa-phuong/").content.decode()
    assert page in quang.get(sheet).content.decode()
    assert f'href="{sheet}"' in quang.get(page).content.decode()
    quang.post(f"{page}the/")
    quang.post(f"{page}the/khoa/", {"reason": "lost"})
    assert [card.issued_by for card in cards_of(nu)] == [school.manager]
    assert live_card(nu) is None
    assert quang.get(f"/lop/{school.cohort.uuid}/").status_code == 404


ADDRESSES = ("", "the/", "the/moi/", "the/khoa/", "the/in/", "ma-pin/", "ma-pin/mo-lai/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_trainer_of_another_commune_finds_nothing(page, nu, now, address):
    hoa = browser_of(factories.hoa(), second_factor=True, now=now)
    assert hoa.get(f"{page}{address}").status_code in {404, 405}
    assert hoa.post(f"{page}{address}", {"reason": "lost"}).status_code in {404, 405}
    assert live_card(nu) is None


@pytest.mark.parametrize("address", ADDRESSES[1:])
def test_whoever_lives_elsewhere_gets_no_card_here(minh, school, now, address):
    guest = school.join(factories.nu(commune_code=factories.ELSEWHERE))
    page = f"/lop/{school.cohort.uuid}/hoc-vien/{guest.uuid}/"
    assert minh.get(page).status_code == 200
    assert minh.post(f"{page}{address}").status_code == 404


def test_whoever_moved_away_is_in_other_hands_from_then_on(minh, page, nu, now):
    minh.post(f"{page}the/")
    accounts.move_person(person=nu, commune=factories.commune(factories.ELSEWHERE), by=nu, now=now)
    assert minh.post(f"{page}the/moi/").status_code == 404


def test_staff_and_strangers_to_the_class_get_no_card(minh, school, nu):
    factories.granted(nu, "trainer", factories.HOME)
    assert minh.post(f"/lop/{school.cohort.uuid}/hoc-vien/{nu.uuid}/the/").status_code == 404
    stranger = factories.lan()
    assert minh.get(f"/lop/{school.cohort.uuid}/hoc-vien/{stranger.uuid}/").status_code == 404


def test_a_class_is_printed_in_one_go(minh, school, nu, now):
    lan = school.join(factories.lan())
    guest = school.join(factories.nu(commune_code=factories.ELSEWHERE))
    sheet = f"/lop/{school.cohort.uuid}/the/"
    lines = minh.get(sheet).context["lines"]
    assert {line.learner: line.is_ticked for line in lines} == {nu: True, lan: False}
    everybody = {"learner": [str(person.uuid) for person in (nu, lan, guest)]}
    answer = minh.post(sheet, everybody)
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1
    assert live_card(nu) and live_card(lan) and live_card(guest) is None
    assert not minh.get(sheet).context["lines"][0].is_ticked


def test_nothing_ticked_prints_nothing(minh, school, nu):
    sheet = f"/lop/{school.cohort.uuid}/the/"
    assert minh.post(sheet, {}).url == sheet
    assert live_card(nu) is None


def test_the_list_of_cards_costs_the_same_for_two_and_for_ten(
    minh, school, nu, django_assert_max_num_queries
):
    for person in factories.people(10):
        school.join(person)
    with django_assert_max_num_queries(24):
        minh.get(f"/lop/{school.cohort.uuid}/the/")


def test_her_own_page_names_the_cards_and_who_made_them(minh, page, nu, school, now):
    minh.post(f"{page}the/")
    minh.post(f"{page}the/moi/")
    nu.refresh_from_db()
    shown = browser_of(nu, now=now).get("/toi/tai-khoan/").content.decode()
    assert shown.count(school.trainer.name) >= 3
