"""The addresses of the editors' screens about items, inside Wagtail's own."""

from django.urls import path

from courses.analysis import desk

urlpatterns = [
    path("cau-hoi/", desk.show_items, name="analysis_items"),
    path("cau-hoi/bao-loi/", desk.show_reports, name="analysis_reports"),
    path("cau-hoi/bao-loi/<uuid:report>/", desk.handle_report, name="analysis_report"),
    path("cau-hoi/<uuid:item>/", desk.show_item, name="analysis_item"),
    path("cau-hoi/<uuid:item>/rut/", desk.withdraw, name="analysis_withdraw"),
    path("cau-hoi/<uuid:item>/hoi-lai/", desk.restore, name="analysis_restore"),
]
