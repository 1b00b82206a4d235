"""Addresses of the door and of the account page."""

from django.urls import path

from identity.signin import (
    account,
    lost_phone,
    newcomer,
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
    path("quan-tri/mo-lai-ma/", reopening.reopen, name="reopen"),
    path("quan-tri/<uuid:grant>/mat-dien-thoai/", lost_phone.replace_phone, name="lost_phone"),
    path("dev/outbox/", outbox_page.show_outbox, name="outbox"),
]
