"""Addresses of the door and of the account page."""

from django.urls import path

from identity.signin import (
    account,
    card_door,
    chooser,
    confirm_again,
    devices,
    joining,
    lost_phone,
    newcomer,
    not_me,
    outbox_page,
    own_passkeys,
    own_pin,
    passkey_door,
    protection,
    recovery_door,
    reopening,
    second_factor,
    shared_phone,
    views,
)

app_name = "signin"

urlpatterns = [
    path("dang-nhap/", views.ask_contact, name="contact"),
    path("dang-nhap/ma/", views.ask_code, name="code"),
    path("dang-nhap/ma/gui-lai/", views.resend, name="resend"),
    path("dang-nhap/ho-so/", newcomer.ask_profile, name="profile"),
    path("dang-nhap/ai/", chooser.choose_who, name="who"),
    path("dang-nhap/ma-pin/", chooser.ask_pin, name="pin"),
    path("dang-nhap/nguoi-moi/", joining.ask_profile, name="join"),
    path("dang-nhap/the/", card_door.show_card, name="card"),
    path("dang-nhap/the/ma-pin/", card_door.ask_pin, name="card_pin"),
    path("dang-nhap/xac-thuc/", second_factor.ask_second_factor, name="second_factor"),
    path("dang-nhap/xac-thuc/hoi/", second_factor.ask_for_passkey, name="second_question"),
    path("dang-nhap/xac-thuc/giay/", recovery_door.use_recovery_code, name="recovery_code"),
    path("dang-nhap/van-tay/", passkey_door.show_passkey, name="passkey_door"),
    path("dang-nhap/van-tay/hoi/", passkey_door.ask_at_the_door, name="passkey_question"),
    path("dang-nhap/xac-nhan/", confirm_again.confirm_again, name="confirm_again"),
    path("dang-nhap/xac-nhan/hoi/", confirm_again.ask_to_confirm, name="confirm_question"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("toi/tai-khoan/", account.show_account, name="account"),
    path("toi/tai-khoan/bao-mat/", protection.show_protection, name="protection"),
    path("toi/tai-khoan/bao-mat/ung-dung/", protection.set_up_app, name="app"),
    path("toi/tai-khoan/bao-mat/ung-dung/bo/", protection.remove_app, name="app_remove"),
    path("toi/tai-khoan/bao-mat/giay/", protection.make_codes, name="recovery_sheet"),
    path("toi/tai-khoan/bao-mat/van-tay/", own_passkeys.add_passkey, name="passkey_add"),
    path(
        "toi/tai-khoan/bao-mat/van-tay/hoi/", own_passkeys.ask_for_new, name="passkey_new_question"
    ),
    path(
        "toi/tai-khoan/bao-mat/van-tay/<uuid:passkey>/", own_passkeys.change_passkey, name="passkey"
    ),
    path("toi/tai-khoan/ma-pin/", own_pin.change_pin, name="own_pin"),
    path("toi/tai-khoan/dung-chung/", shared_phone.show_addresses, name="shared_phone"),
    path("toi/tai-khoan/dung-chung/<uuid:address>/", shared_phone.show_people, name="sharing"),
    path("toi/tai-khoan/dung-chung/<uuid:address>/roi/", shared_phone.leave, name="leave_sharing"),
    path("toi/tai-khoan/thiet-bi/", devices.show_devices, name="devices"),
    path("khong-phai-toi/", not_me.type_reply, name="not_me"),
    path("khong-phai-toi/xong/", not_me.say_done, name="disavowed"),
    path("khong-phai-toi/<slug:token>/", not_me.follow_link, name="disavow_link"),
    path("quan-tri/mo-lai-ma/", reopening.reopen, name="reopen"),
    path("quan-tri/<uuid:grant>/mat-dien-thoai/", lost_phone.replace_phone, name="lost_phone"),
    path("dev/outbox/", outbox_page.show_outbox, name="outbox"),
]
