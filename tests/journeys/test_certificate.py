"""Bác Mận gets a certificate and shows it to a stranger; its name was spelled wrongly and is corrected."""

from django.utils import timezone

from courses.certificates.models import Certificate
from identity.accounts.models import Person
from skills.demo.history import Phone, complete, lessons_of
from tests.journeys import door, lessons
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.looking import has_errors_and_is_clean, is_clean, is_fit_for_people
from tests.journeys.screens import CHECK
from tests.journeys.visitor import DESK, Visitor

MAN = Newcomer("Đào Thị Man", "0386 707 808", "+84386707808")
RIGHT_NAME = "Đào Thị Mận"
COURSE = "su-dung-internet"


def test_a_certificate_from_the_last_lesson_to_a_corrected_name(somebody: Arrive) -> None:
    man = somebody()
    door.join_the_site(man, MAN)
    all_but_the_check()
    pass_the_check(man)
    certificate = take_it(man)

    stranger = somebody()
    check_without_network(stranger, certificate)
    type_the_code(stranger, certificate)

    corrected = correct_the_name(somebody(demo=("managers", 0), viewport=DESK))
    find_the_new_one(stranger, certificate, corrected)


def all_but_the_check() -> None:
    """What she did on her phone in the weeks before."""
    person = Person.objects.get(name=MAN.name)
    phone, now = Phone(person), timezone.now()
    for lesson in lessons_of(lessons.course(COURSE)):
        if lesson.frozen.use != "check":
            phone.send(list(complete(phone, lesson, at=now)), now=now)


def pass_the_check(man: Visitor) -> None:
    man.open(CHECK)
    lessons.go_through(man)
    lessons.hand_in(man)
    man.reads("Everything you have done is kept.")


def take_it(man: Visitor) -> Certificate:
    man.open("/toi/")
    man.press("Get the certificate")
    man.reads("Genuine and valid")
    man.sees(MAN.name)
    is_fit_for_people(man)
    with man.page.expect_download() as downloading:
        man.follow("Download as PDF")
    assert downloading.value.path().read_bytes().startswith(b"%PDF-")
    certificate = Certificate.objects.get(bearer__name=MAN.name)
    man.is_at(f"/chung-chi/{certificate.shown_code}/")
    man.open("/toi/")
    man.reads("My certificates")
    is_fit_for_people(man)
    return certificate


def check_without_network(stranger: Visitor, certificate: Certificate) -> None:
    """The square leads to a page that asks nobody: it works when the network is gone."""
    stranger.open("/chung-chi/kiem-tra/")
    stranger.context.set_offline(True)
    token = certificate.bearer.token
    scan(stranger, token)
    stranger.reads("The signature is genuine")
    stranger.sees(MAN.name)
    is_clean(stranger)
    scan(stranger, token[:-9] + "AAAAAAAAA")
    stranger.reads("This signature is not ours")
    stranger.misses("The signature is genuine")
    scan(stranger, token)
    stranger.reads("The signature is genuine")
    stranger.context.set_offline(False)
    stranger.follow("Open the page of this certificate")
    stranger.is_at(f"/chung-chi/{certificate.shown_code}/")


def scan(stranger: Visitor, token: str) -> None:
    stranger.page.evaluate("(token) => { location.hash = token }", token)


def type_the_code(stranger: Visitor, certificate: Certificate) -> None:
    slipped = certificate.shown_code[:-1] + ("A" if certificate.code[-1] != "A" else "B")
    for typed, heading in (
        (slipped, "This code has a typing mistake"),
        (certificate.shown_code.lower().replace("-", " "), "Certificate"),
    ):
        stranger.open("/chung-chi/")
        stranger.write("Code of the certificate", typed)
        stranger.press("Check the code")
        stranger.heading(heading)
        is_clean(stranger)


def correct_the_name(manager: Visitor) -> Certificate:
    manager.open("/xa-phuong/")
    manager.follow("Certificates")
    manager.write("Name or code", "dao thi man")
    manager.press("Search")
    is_clean(manager)
    manager.follow_title(MAN.name)
    manager.follow("Correct the name")
    manager.write("Name as it should be written", RIGHT_NAME)
    manager.press("Issue it with this name")
    has_errors_and_is_clean(manager)
    manager.page.get_by_role("checkbox").check()
    manager.press("Issue it with this name")
    manager.reads("The new certificate is ready; the old page leads to it.")
    is_clean(manager)
    return Certificate.objects.get(bearer__name=RIGHT_NAME)


def find_the_new_one(stranger: Visitor, old: Certificate, new: Certificate) -> None:
    stranger.open(f"/chung-chi/{old.shown_code}/")
    stranger.heading("This certificate was replaced")
    is_fit_for_people(stranger)
    stranger.follow("See the valid certificate")
    stranger.is_at(f"/chung-chi/{new.shown_code}/")
    stranger.sees(RIGHT_NAME)
