"""The addresses of placement, mounted at /tim-cho-bat-dau/."""

from django.urls import path

from courses.placement import views

app_name = "placement"
urlpatterns = [
    path("", views.show_intro, name="intro"),
    path("bat-dau/", views.begin, name="begin"),
    path("<uuid:run>/", views.ask, name="ask"),
    path("<uuid:run>/ket-qua/", views.show_result, name="result"),
    path("<uuid:run>/giu/", views.keep, name="keep"),
]
