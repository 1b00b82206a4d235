"""The addresses of review, mounted at /on-tap/."""

from django.urls import path

from courses.review import views

app_name = "review"
urlpatterns = [
    path("", views.show_reviews, name="index"),
    path("nhac/", views.set_messages, name="messages"),
    path("<uuid:review_id>/bat-dau/", views.begin, name="begin"),
    path("<uuid:review_id>/tro-lai/", views.begin_again, name="begin_again"),
    path("cau/<uuid:round_id>/", views.ask, name="ask"),
    path("cau/<uuid:round_id>/<uuid:item>/", views.tell, name="told"),
]
