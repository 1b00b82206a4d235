"""The address of the answer form, mounted at /hoc/."""

from django.urls import path

from courses.progress import views

app_name = "progress"
urlpatterns = [path("tra-loi/", views.answer, name="answer")]
