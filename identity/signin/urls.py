"""Addresses of the door and of the account page."""

from django.urls import path

from identity.signin import (
    account,
    devices,
    lost_phone,
    newcomer,
    not_me,
    outbox_page,
    reopening,
    second_factor,
    views,
)

app_name = "signin"

urlpatterns = [
    path("dang-nhap/", views.ask_contact, name="contact"),
    path("dang-nhap/ma/", views.ask_code, name="code"),
    path("dang-nhap/ma/gui-lai/", views.resend, name="resend"),
    path("dang-nhap/ho-so/", newcomer.ask_profile, name="profile"),
    path("dang-nhap/xac-thuc/", second_factor.ask_second_factor, name="second_factor"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("toi/tai-khoan/", account.show_account, name="account"),
    path("toi/tai-khoan/thiet-bi/", devices.show_devices, name="devices"),
    path("khong-phai-toi/", not_me.type_reply, name="not_me"),
    path("khong-phai-toi/xong/", not_me.say_done, name="disavowed"),
    path("khong-phai-toi/<slug:token>/", not_me.follow_link, name="disavow_link"),
    path("quan-tri/mo-lai-ma/", reopening.reopen, name="reopen"),
    path("quan-tri/<uuid:grant>/mat-dien-thoai/", lost_phone.replace_phone, name="lost_phone"),
    path("dev/outbox/", outbox_page.show_outbox, name="outbox"),
]
