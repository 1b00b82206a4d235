"""The address of the living page."""

from django.urls import path

from cms.theme import views

urlpatterns = [path("_giao-dien/", views.parts, name="theme_parts")]
