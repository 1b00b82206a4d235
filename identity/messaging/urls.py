"""Addresses of vendors' receipts and of the operator's pages."""

from django.urls import path

from identity.messaging import receipt_views, views

app_name = "messaging"

urlpatterns = [
    path(
        "dich-vu/bien-nhan/esms/<uuid:message>/<slug:mac>/",
        receipt_views.from_esms,
        name="receipt_esms",
    ),
    path("dich-vu/bien-nhan/zns/", receipt_views.from_zalo, name="receipt_zns"),
    path("dich-vu/bien-nhan/sns/", receipt_views.from_forwarder, name="receipt_sns"),
    path("quan-tri/tin-nhan/", views.show_messages, name="overview"),
    path("quan-tri/tin-nhan/<uuid:breaker>/", views.move_breaker, name="breaker"),
]
