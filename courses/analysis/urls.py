"""The address at which a fault in a question is reported, mounted at /hoc/."""

from django.urls import path

from courses.analysis import views

app_name = "analysis"
urlpatterns = [path("bao-loi/", views.report_fault, name="report")]
