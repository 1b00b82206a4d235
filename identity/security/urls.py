"""Addresses of the screens where changes are opened again."""

from django.urls import path

from identity.security import desk

app_name = "security"

urlpatterns = [
    path("quan-tri/dong-thay-doi/", desk.list_frozen, name="frozen"),
    path("quan-tri/dong-thay-doi/<uuid:freeze>/", desk.lift, name="lift"),
]
