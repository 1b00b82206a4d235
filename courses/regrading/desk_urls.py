"""The addresses of the editors' screens about changes and regrades, inside Wagtail's own."""

from django.urls import path

from courses.regrading import choosing, desk, retiring

urlpatterns = [
    path("thay-doi/<int:page>/", choosing.choose, name="lesson_change"),
    path("cat-bai/<int:page>/", retiring.retire, name="lesson_retire"),
    path("cham-lai/", desk.show_regrades, name="regrades"),
    path("cham-lai/<uuid:regrade>/", desk.show_regrade, name="regrade"),
    path("cham-lai/<uuid:regrade>/quyet-dinh/", desk.decide, name="regrade_decide"),
]
