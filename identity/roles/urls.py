"""Addresses of the pages about roles."""

from django.urls import path

from identity.roles import review_pages, views

app_name = "roles"

urlpatterns = [
    path("quan-tri/", views.list_staff, name="staff"),
    path("quan-tri/bo-nhiem/", views.appoint, name="appoint"),
    path("quan-tri/ra-soat/", review_pages.list_due, name="review"),
    path("quan-tri/ra-soat/<uuid:grant>/", review_pages.keep, name="keep"),
    path("quan-tri/<uuid:grant>/ket-thuc/", views.end, name="end"),
]
