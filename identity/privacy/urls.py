"""Addresses of a person's privacy pages."""

from django.urls import path

from identity.privacy import views

app_name = "privacy"

urlpatterns = [
    path("toi/tai-khoan/ai-da-xem/", views.show_deeds, name="deeds"),
]
