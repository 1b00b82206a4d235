"""Addresses of sittings: a learner's under /toi/, a trainer's under her class."""

from django.urls import path

from courses.sittings import answer_pages, check_door, check_pages, trainer_pages

app_name = "sittings"

PAIRED = "toi/do-tien-bo/<uuid:sitting>/"
PAIRED_FOR = "lop/<uuid:cohort>/do-tien-bo/<uuid:sitting>/<uuid:learner>/"
CHECK = "toi/kiem-tra/<uuid:sitting>/"
CHECK_AT = f"{CHECK}<slug:ticket>/"
CHECK_FOR = "lop/<uuid:cohort>/kiem-tra/<uuid:sitting>/<uuid:learner>/"
CHECK_AT_FOR = f"{CHECK_FOR}<slug:ticket>/"
DESK = "lop/<uuid:cohort>/do-tien-bo/"
HALL = "lop/<uuid:cohort>/kiem-tra/<uuid:sitting>/"

urlpatterns = [
    path(PAIRED, answer_pages.start, name="start"),
    path(f"{PAIRED}cau/<int:number>/", answer_pages.question, name="question"),
    path(f"{PAIRED}xong/", answer_pages.done, name="done"),
    path(PAIRED_FOR, answer_pages.start_for, name="start_for"),
    path(f"{PAIRED_FOR}cau/<int:number>/", answer_pages.question_for, name="question_for"),
    path(f"{PAIRED_FOR}xong/", answer_pages.done_for, name="done_for"),
    path(CHECK, check_door.enter, name="enter"),
    path(f"{CHECK}bat-dau/", check_door.begin, name="check_begin"),
    path(f"{CHECK}xin-lam-tiep/", check_door.ask_to_resume, name="ask_to_resume"),
    path(f"{CHECK_AT}cau/<int:number>/", check_pages.question, name="check_question"),
    path(f"{CHECK_AT}cau/<int:number>/loi/", check_pages.report, name="check_report"),
    path(f"{CHECK_AT}nop/", check_pages.review, name="check_review"),
    path(f"{CHECK_FOR}bat-dau/", check_door.begin_for, name="check_begin_for"),
    path(f"{CHECK_AT_FOR}cau/<int:number>/", check_pages.question_for, name="check_question_for"),
    path(f"{CHECK_AT_FOR}cau/<int:number>/loi/", check_pages.report_for, name="check_report_for"),
    path(f"{CHECK_AT_FOR}nop/", check_pages.review_for, name="check_review_for"),
    path(DESK, trainer_pages.show_paired, name="paired"),
    path(f"{DESK}mo/<slug:moment>/", trainer_pages.open_paired, name="open_paired"),
    path(f"{DESK}<uuid:sitting>/dong/", trainer_pages.close, name="close"),
    path(f"{DESK}<uuid:sitting>/dem/", trainer_pages.count, name="count"),
    path("lop/<uuid:cohort>/kiem-tra/mo/", trainer_pages.open_check, name="open_check"),
    path(HALL, trainer_pages.show_check, name="check"),
    path(f"{HALL}nguoi/<uuid:learner>/", trainer_pages.act_at_seat, name="seat"),
    path(f"{HALL}cau/", trainer_pages.act_on_item, name="item"),
]
