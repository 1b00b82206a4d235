"""Addresses of the administrator's pages."""

from django.urls import path

from identity.roles import views

app_name = "roles"

urlpatterns = [
    path("quan-tri/", views.list_staff, name="staff"),
    path("quan-tri/bo-nhiem/", views.appoint, name="appoint"),
    path("quan-tri/<uuid:grant>/ket-thuc/", views.end, name="end"),
]
