"""The page of a certificate shows what is printed on it, and nothing else about anybody."""

import io
import re
from dataclasses import replace

import pytest
import segno
from django.db.models import ProtectedError
from django.test import Client
from pypdf import PdfReader

from courses.certificates import actions as certificates
from courses.certificates import wording
from courses.certificates.codes import new_code, shown
from courses.certificates.models import Certificate
from courses.certificates.printing import certificate_pdf, check_link, square
from courses.certificates.rules import NAMES_KEPT_FOR, Reason
from courses.certificates.snapshots import Competence
from courses.certificates.tokens import sign_snapshot
from tests import factories

RUN = re.compile(r"M(\d+) (\d+)\.5h(\d+)")


def page_of(certificate: Certificate) -> str:
    return f"/chung-chi/{certificate.shown_code}/"


def text_of(certificate: Certificate) -> str:
    answer = Client().get(page_of(certificate))
    assert answer.status_code == 200
    return answer.content.decode()


def paper_of(certificate: Certificate) -> PdfReader:
    answer = Client().get(f"{page_of(certificate)}giay-chung-nhan.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    return PdfReader(io.BytesIO(answer.content))


def words(text: str) -> str:
    return " ".join(text.split())


def test_page_and_paper_show_the_same_facts(certificate):
    page, paper = text_of(certificate), words(paper_of(certificate).pages[0].extract_text())
    told = certificate.snapshot
    printed = [told.name, told.course, *(line.value for line in wording.lines(told))]
    assert certificate.shown_code in printed
    for fact in printed:
        assert fact in page
        assert fact in paper


def test_the_page_says_nothing_else_about_her(certificate, lan):
    page = text_of(certificate)
    assert "phường" not in page.partition("<main")[2].partition("</main>")[0]
    for told in (str(lan.uuid), str(certificate.uuid), str(lan.birth_year)):
        assert told not in page
    assert "noindex" in page


def test_the_paper_is_tagged_titled_in_vietnamese_and_one_page(certificate):
    paper = paper_of(certificate)
    root = paper.trailer["/Root"]
    assert len(paper.pages) == 1
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert root["/StructTreeRoot"]
    assert paper.metadata.title == f"Giấy chứng nhận: {certificate.snapshot.course}"
    assert "pdfuaid:part" in paper.xmp_metadata.stream.get_data().decode()
    width, height = paper.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (842, 595)


def test_a_slip_and_an_unknown_code_have_different_sentences(certificate):
    typed = certificate.shown_code
    slipped = typed[:-1] + ("A" if typed[-1] != "A" else "B")
    for code, sentence in (
        (slipped, "gõ nhầm"),
        (shown(new_code()), "Không có giấy chứng nhận nào"),
    ):
        answer = Client().get(f"/chung-chi/{code}/")
        assert answer.status_code == 404
        assert sentence in answer.content.decode()


def test_other_spellings_lead_to_the_printed_one(certificate):
    typed = certificate.shown_code
    for spelled in (typed.lower(), typed.replace("-", ""), typed.replace("0", "O")):
        answer = Client().get(f"/chung-chi/{spelled}/", follow=True)
        assert answer.status_code == 200
        assert answer.request["PATH_INFO"] == page_of(certificate)
    answer = Client().get("/chung-chi/", {"ma": f"  {typed.lower().replace('-', ' ')} "})
    assert answer.headers["Location"] == page_of(certificate)


def test_a_typed_slip_keeps_what_was_typed(db):
    answer = Client().get("/chung-chi/", {"ma": "abc<script>"})
    assert answer.status_code == 404
    assert "abc&lt;script&gt;" in answer.content.decode()


def test_the_cost_of_a_page_is_flat(certificate, now, django_assert_max_num_queries):
    lan_s = page_of(certificate)
    browser = Client()
    browser.get(lan_s)
    with django_assert_max_num_queries(4):
        browser.get(lan_s)
    made = certificates.correct_name(
        certificate=certificate, name="Nguyễn Thị Làn", by=factories.quang(), now=now
    )
    with django_assert_max_num_queries(4):
        browser.get(page_of(made))


def test_a_corrected_name_makes_a_chain(certificate, now):
    quang = factories.quang()
    second = certificates.correct_name(
        certificate=certificate, name="Nguyễn Thị Làn", by=quang, now=now
    )
    third = certificates.correct_name(certificate=second, name="Nguyễn Thị Lán", by=quang, now=now)
    old = text_of(certificate)
    assert "thay bằng giấy mới" in old
    assert page_of(third) in old
    assert "Nguyễn Thị Lan" not in old
    assert page_of(third) in text_of(second)
    assert "Nguyễn Thị Lán" in text_of(third)
    assert third.replaces == second
    assert second.replaces.pk == certificate.pk
    assert third.snapshot.completed_on == certificate.snapshot.completed_on


def test_the_old_code_leads_to_the_end_of_the_chain_and_promises_nothing_that_was_revoked(
    certificate, now
):
    quang = factories.quang()
    second = certificates.correct_name(certificate=certificate, name="Lán", by=quang, now=now)
    third = certificates.correct_name(certificate=second, name="Làn", by=quang, now=now)
    assert page_of(third) in text_of(certificate)
    assert "Xem giấy đang có hiệu lực" in text_of(certificate)
    certificates.revoke(certificate=third, reason=Reason.MISTAKE, by=quang, now=now)
    assert page_of(third) in text_of(certificate)
    assert "Xem giấy đang có hiệu lực" not in text_of(certificate)


def test_a_mistaken_revocation_is_undone_by_a_new_one(certificate, now):
    quang = factories.quang()
    certificates.revoke(certificate=certificate, reason=Reason.MISTAKE, by=quang, now=now)
    made = certificates.restore(certificate=certificate, by=quang, now=now)
    old = text_of(certificate)
    assert "đã bị thu hồi" in old
    assert page_of(made) in old
    assert "Nguyễn Thị Lan" in text_of(made)


def test_it_outlives_the_account_as_it_is_printed(certificate, lan):
    lan.residences.all().delete()
    lan.holdings.all().delete()
    Certificate.objects.filter(pk=certificate.pk).update(person=None)
    assert "Nguyễn Thị Lan" in text_of(certificate)
    with pytest.raises(ProtectedError):
        # facts of learning still stand in her way; the certificate does not
        lan.delete()


def test_the_row_of_the_person_may_go(certificate):
    related = Certificate._meta.get_field("person").remote_field.on_delete.__name__
    assert related == "SET_NULL"


def test_erased_on_request_only_revoked_is_left(certificate, lan, now):
    corrected = certificates.correct_name(
        certificate=certificate, name="Nguyễn Thị Làn", by=factories.quang(), now=now
    )
    certificates.erase(certificate=corrected, by=lan, now=now)
    page = text_of(corrected)
    assert "đã bị thu hồi" in page
    assert "đề nghị xóa" in page
    for gone in ("Nguyễn Thị", corrected.snapshot.course):
        assert gone not in page.partition("<main")[2]
    assert Client().get(f"{page_of(corrected)}giay-chung-nhan.pdf").status_code == 302
    again = certificates.issue(course=corrected.course, by=lan, now=now)
    assert again.number == 3
    assert again.replaces is None


def test_after_ten_years_the_name_goes(certificate, now):
    assert certificates.forget_names(now=now) == 0
    assert certificates.forget_names(now=now + NAMES_KEPT_FOR * 1.01) == 1
    page = text_of(certificate)
    assert "không còn giữ tên" in page
    assert "Nguyễn Thị Lan" not in page


def test_the_offline_check_holds_keys_and_words(db, client):
    answer = client.get("/chung-chi/kiem-tra/")
    page = answer.content.decode()
    assert "data-keys" in page
    assert "js/certificate" in page


def test_the_longest_names_still_fit_on_one_page(certificate):
    wordy = replace(
        certificate.snapshot,
        name=("Công Tằng Tôn Nữ Hoàng " * 5)[:100],
        course=("Sử dụng Internet an toàn " * 11)[:255],
        competences=(Competence("vn", "Khung kỹ năng số", "1.0", "1.1", "Tìm kiếm thông tin"),)
        * 30,
    )
    paper = PdfReader(io.BytesIO(certificate_pdf(wordy, token=sign_snapshot(wordy))))
    assert len(paper.pages) == 1
    assert wordy.course in words(paper.pages[0].extract_text())


def test_a_letter_the_font_lacks_keeps_nobody_from_her_paper(certificate):
    foreign = replace(certificate.snapshot, name="李 Lan", course="An toàn 📱 mạng")
    paper = PdfReader(io.BytesIO(certificate_pdf(foreign, token=sign_snapshot(foreign))))
    assert certificate.shown_code in words(paper.pages[0].extract_text())


def test_the_square_holds_the_token_behind_a_hash(certificate):
    link = check_link(certificate.bearer.token)
    assert link.endswith(f"/chung-chi/kiem-tra/#{certificate.bearer.token}")
    drawn = square(certificate.bearer.token)
    modules = segno.make_qr(link, error="l", boost_error=False, mask=2).matrix
    dark = {(int(y), int(x) + n) for x, y, w in RUN.findall(drawn) for n in range(int(w))}
    assert dark == {
        (y + 2, x + 2) for y, row in enumerate(modules) for x, module in enumerate(row) if module
    }
