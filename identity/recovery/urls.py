"""Addresses of changing an address, winning an account back and making two accounts one."""

from django.urls import path

from identity.recovery import (
    contact_pages,
    desk_pages,
    desk_requests,
    lost,
    merge_desk,
    merge_pages,
    own_requests,
    second_proof_pages,
    undo_pages,
)

app_name = "recovery"

urlpatterns = [
    path("toi/tai-khoan/lien-he/", contact_pages.list_contacts, name="contacts"),
    path("toi/tai-khoan/lien-he/them/", contact_pages.add, name="contact_add"),
    path("toi/tai-khoan/lien-he/ma/", contact_pages.enter_code, name="contact_code"),
    path("toi/tai-khoan/lien-he/<uuid:holding>/doi/", contact_pages.change, name="contact_change"),
    path("toi/tai-khoan/lien-he/<uuid:holding>/bo/", contact_pages.remove, name="contact_remove"),
    path("hoan-tac/", undo_pages.type_digits, name="undo"),
    path("hoan-tac/xong/", undo_pages.say_done, name="undone"),
    path("hoan-tac/so-da-co-nguoi-dung/", undo_pages.say_taken, name="undone_taken"),
    path("hoan-tac/<slug:token>/", undo_pages.follow_link, name="undo_link"),
    path("dang-nhap/mo-lai/", second_proof_pages.choose, name="second_proof"),
    path("dang-nhap/mo-lai/ung-dung/", second_proof_pages.by_app, name="proof_app"),
    path("dang-nhap/mo-lai/ma-du-phong/", second_proof_pages.by_sheet, name="proof_sheet"),
    path("dang-nhap/mo-lai/xac-nhan/", second_proof_pages.by_desk, name="proof_desk"),
    path("dang-nhap/mo-lai/van-tay/", second_proof_pages.by_passkey, name="proof_passkey"),
    path("dang-nhap/mo-lai/van-tay/hoi/", second_proof_pages.ask_passkey, name="ask_passkey"),
    path("dang-nhap/mo-lai/thu/", second_proof_pages.by_email, name="proof_email"),
    path("dang-nhap/mo-lai/thu/ma/", second_proof_pages.email_code, name="proof_email_code"),
    path("quan-tri/mo-lai-tai-khoan/", desk_pages.look_up, name="desk"),
    path("quan-tri/mo-lai-tai-khoan/<uuid:person>/", desk_pages.confirm, name="desk_confirm"),
    path("dang-nhap/mat-het/", lost.lost_everything, name="lost"),
    path("dang-nhap/mat-het/ma/", lost.enter_code, name="lost_code"),
    path("dang-nhap/mat-het/da-ghi/", lost.show_noted, name="lost_noted"),
    path("toi/tai-khoan/khoi-phuc/", own_requests.show_own, name="own"),
    path("toi/tai-khoan/khoi-phuc/<uuid:asked>/dung/", own_requests.cancel, name="cancel"),
    path("toi/tai-khoan/gop/", merge_pages.begin, name="merge"),
    path("toi/tai-khoan/gop/ma/", merge_pages.enter_code, name="merge_code"),
    path("toi/tai-khoan/gop/ma-pin/", merge_pages.enter_pin, name="merge_pin"),
    path("toi/tai-khoan/gop/xac-nhan/", merge_pages.confirm, name="merge_confirm"),
    path("toi/tai-khoan/gop/<uuid:alias>/tach/", merge_pages.undo, name="merge_undo"),
    path("quan-tri/gop/", merge_desk.list_merges, name="merges"),
    path("quan-tri/gop/moi/", merge_desk.join, name="merge_pair"),
    path("quan-tri/gop/<uuid:alias>/tach/", merge_desk.undo, name="merge_part"),
    path("quan-tri/khoi-phuc/", desk_requests.list_requests, name="requests"),
    path("quan-tri/khoi-phuc/moi/", desk_requests.start, name="start"),
    path("quan-tri/khoi-phuc/moi/ma/", desk_requests.start_code, name="start_code"),
    path("quan-tri/khoi-phuc/moi/<uuid:person>/", desk_requests.start, name="start_for"),
    path("quan-tri/khoi-phuc/<uuid:asked>/xac-nhan/", desk_requests.confirm, name="confirm"),
    path("quan-tri/khoi-phuc/<uuid:asked>/tu-choi/", desk_requests.refuse, name="refuse"),
]
