"""Addresses of the desks."""

from django.urls import path

from courses.desks import (
    cardsheet,
    certificates,
    children,
    city,
    citygain,
    class_certificates,
    classes,
    commune,
    family,
    handover,
    joining,
    learners,
    learning,
    levels,
    newcomers,
    own_certificates,
    placing,
    sharing_desk,
)

app_name = "desks"

urlpatterns = [
    path("toi/", learning.show_learning, name="learning"),
    path("toi/lop/<uuid:cohort>/roi/", learning.leave_class, name="leave"),
    path("toi/lop/<uuid:cohort>/tro-lai/", learning.return_to_class, name="return"),
    path("toi/tai-khoan/con-chau/", family.show_children, name="family"),
    path(
        "toi/tai-khoan/con-chau/<uuid:guardianship>/rut/",
        family.withdraw,
        name="withdraw_consent",
    ),
    path("lop/<uuid:cohort>/tre-em/", children.admit_child, name="child"),
    path("lop/<uuid:cohort>/tre-em/ma/", children.enter_code, name="child_code"),
    path("lop/<uuid:cohort>/hoc-vien/<uuid:learner>/tu-giu/", children.hand_over, name="hand_over"),
    path("lop/", classes.show_classes, name="classes"),
    path("lop/mo/", classes.open_class, name="open_class"),
    path("lop/tham-gia/", joining.join_class, name="join"),
    path("lop/<uuid:cohort>/", classes.show_board, name="board"),
    path("lop/<uuid:cohort>/ma/", classes.show_code, name="code"),
    path("lop/<uuid:cohort>/dong/", classes.close_class, name="close_class"),
    path("lop/<uuid:cohort>/mo-lai/", classes.reopen_class, name="reopen_class"),
    path("lop/<uuid:cohort>/buoi-hoc/", classes.begin_session, name="begin_session"),
    path("lop/<uuid:cohort>/chuyen/", classes.move_class, name="move_class"),
    path("lop/<uuid:cohort>/nguoi-moi/", newcomers.admit, name="newcomer"),
    path("lop/<uuid:cohort>/the/", cardsheet.print_class, name="class_cards"),
    path(
        "lop/<uuid:cohort>/giay-chung-nhan/",
        class_certificates.print_class,
        name="class_certificates",
    ),
    path("lop/<uuid:cohort>/hoc-vien/<uuid:learner>/", learners.show_learner, name="learner"),
    path("lop/<uuid:cohort>/hoc-vien/<uuid:learner>/the/", learners.issue_card, name="issue_card"),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/the/moi/",
        learners.replace_card,
        name="replace_card",
    ),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/the/khoa/", learners.void_card, name="void_card"
    ),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/the/in/", cardsheet.print_one, name="print_card"
    ),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/so-dung-chung/",
        sharing_desk.end_sharing,
        name="end_sharing",
    ),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/ma-pin/", handover.choose_pin, name="choose_pin"
    ),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/ma-pin/mo-lai/",
        learners.reopen_pin,
        name="reopen_pin",
    ),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/dua-ra/", classes.remove_learner, name="remove"
    ),
    path("lop/<uuid:cohort>/hoc-vien/<uuid:learner>/dua-vao/", classes.readd_learner, name="readd"),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/cho-bat-dau/",
        placing.show_intro,
        name="placing",
    ),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/cho-bat-dau/moi/",
        placing.begin,
        name="placing_begin",
    ),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/cho-bat-dau/<uuid:run>/",
        placing.ask,
        name="placing_ask",
    ),
    path(
        "lop/<uuid:cohort>/hoc-vien/<uuid:learner>/cho-bat-dau/<uuid:run>/ket-qua/",
        placing.show_result,
        name="placing_result",
    ),
    path("toi/giay-chung-nhan/<uuid:course>/", own_certificates.take, name="take_certificate"),
    path(
        "toi/giay-chung-nhan/<uuid:certificate>/xoa-ten/",
        own_certificates.erase,
        name="erase_certificate",
    ),
    path("thanh-pho/giay-chung-nhan/", certificates.show_city, name="certificates_city"),
    path("xa-phuong/<slug:code>/giay-chung-nhan/", certificates.show_list, name="certificates"),
    path(
        "xa-phuong/<slug:code>/giay-chung-nhan/cap/",
        certificates.start_run,
        name="certificate_run_start",
    ),
    path(
        "xa-phuong/<slug:code>/giay-chung-nhan/dot/<uuid:run>/",
        certificates.show_run,
        name="certificate_run",
    ),
    path(
        "xa-phuong/<slug:code>/giay-chung-nhan/<uuid:certificate>/",
        certificates.show_one,
        name="certificate",
    ),
    path(
        "xa-phuong/<slug:code>/giay-chung-nhan/<uuid:certificate>/ten/",
        certificates.correct_name,
        name="certificate_name",
    ),
    path(
        "xa-phuong/<slug:code>/giay-chung-nhan/<uuid:certificate>/thu-hoi/",
        certificates.revoke,
        name="certificate_revoke",
    ),
    path(
        "xa-phuong/<slug:code>/giay-chung-nhan/<uuid:certificate>/cap-lai/",
        certificates.restore,
        name="certificate_restore",
    ),
    path("xa-phuong/", commune.show_start, name="communes"),
    path("xa-phuong/<slug:code>/", commune.show_commune, name="commune"),
    path("xa-phuong/<slug:code>/chuong-trinh/", commune.edit_programme, name="programme"),
    path(
        "xa-phuong/<slug:code>/chuong-trinh/dong/", commune.close_programme, name="close_programme"
    ),
    path("xa-phuong/<slug:code>/huong-dan-vien/", commune.appoint_trainer, name="appoint_trainer"),
    path(
        "xa-phuong/<slug:code>/huong-dan-vien/<uuid:grant>/ket-thuc/",
        commune.end_trainer,
        name="end_trainer",
    ),
    path(
        "xa-phuong/<slug:code>/khung-nang-luc/", levels.show_commune_levels, name="commune_levels"
    ),
    path(
        "xa-phuong/<slug:code>/khung-nang-luc/<int:rule>.<str:form>",
        levels.download_commune,
        name="commune_levels_file",
    ),
    path("thanh-pho/khung-nang-luc/", levels.show_city_levels, name="city_levels"),
    path("thanh-pho/khung-nang-luc/<uuid:export>/", levels.show_export, name="city_level_export"),
    path(
        "thanh-pho/khung-nang-luc/<uuid:export>.<str:form>",
        levels.download_export,
        name="city_level_file",
    ),
    path("thanh-pho/", city.show_city, name="city"),
    path("thanh-pho/so-lieu.csv", city.download_figures, name="city_csv"),
    path("thanh-pho/tien-bo/", citygain.show_gain, name="city_gain"),
    path("thanh-pho/tien-bo.csv", citygain.download_gain, name="city_gain_csv"),
]
