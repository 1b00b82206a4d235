"""The product's addresses, and the bare views it is compared with."""

from django.urls import include, path

from bench import views

urlpatterns = [
    path("bench/empty/", views.empty),
    path("bench/upsert/", views.upsert),
    path("", include("skills.urls")),
]
