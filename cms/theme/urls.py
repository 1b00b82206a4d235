"""The living page, and what browsers and search engines ask for unasked."""

from django.urls import path

from cms.theme import views

urlpatterns = [
    path("_giao-dien/", views.parts, name="theme_parts"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.tab_icon, name="tab_icon"),
]
