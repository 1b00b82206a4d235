"""The background work of courses, one import for each slice."""

from courses.analysis.tasks import count_items, forget_report_budgets
from courses.certificates.tasks import carry_on as carry_on_certificates
from courses.certificates.tasks import certify_commune, certify_missed
from courses.certificates.tasks import forget_names as forget_certificate_names
from courses.classes.tasks import forget_tries, tell_of_age
from courses.progress.tasks import forget_refusals, refold
from courses.regrading.tasks import prepare as prepare_regrade
from courses.regrading.tasks import sweep as sweep_regrades
from courses.regrading.tasks import work as work_on_regrade
from courses.reports.tasks import build_level_export, prove_rollups, roll_up

__all__ = [
    "build_level_export",
    "carry_on_certificates",
    "certify_commune",
    "certify_missed",
    "count_items",
    "forget_certificate_names",
    "forget_refusals",
    "forget_report_budgets",
    "forget_tries",
    "prepare_regrade",
    "prove_rollups",
    "refold",
    "roll_up",
    "sweep_regrades",
    "tell_of_age",
    "work_on_regrade",
]
