"""Addresses of certificates that anybody may open."""

from django.urls import path

from courses.certificates import views

app_name = "certificates"
urlpatterns = [
    path("chung-chi/", views.show_door, name="door"),
    path("chung-chi/kiem-tra/", views.check, name="check"),
    path("chung-chi/<str:code>/", views.show, name="show"),
    path("chung-chi/<str:code>/giay-chung-nhan.pdf", views.download, name="pdf"),
    path("chung-chi/<str:code>/open-badge.json", views.badge, name="badge"),
    path("chung-chi/<str:code>/trang-thai.json", views.badge_status, name="badge_status"),
    path(".well-known/did.json", views.did_document, name="did"),
]
