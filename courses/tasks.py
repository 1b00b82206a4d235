"""The background work of courses, one import for each slice."""

from courses.analysis.tasks import count_items, forget_report_budgets
from courses.certificates.tasks import carry_on as carry_on_certificates
from courses.certificates.tasks import certify_commune, certify_missed
from courses.certificates.tasks import forget_names as forget_certificate_names
from courses.classes.tasks import forget_tries, tell_of_age
from courses.placement.tasks import forget_visitors
from courses.progress.tasks import forget_refusals, refold
from courses.regrading.tasks import prepare as prepare_regrade
from courses.regrading.tasks import sweep as sweep_regrades
from courses.regrading.tasks import work as work_on_regrade
from courses.reports.tasks import (
    build_level_export,
    count_retention,
    prove_retention,
    prove_rollups,
    roll_up,
)
from courses.review.tasks import find_due, remind, send_reminder

__all__ = [
    "build_level_export",
    "carry_on_certificates",
    "certify_commune",
    "certify_missed",
    "count_items",
    "count_retention",
    "find_due",
    "forget_certificate_names",
    "forget_refusals",
    "forget_report_budgets",
    "forget_tries",
    "forget_visitors",
    "prepare_regrade",
    "prove_retention",
    "prove_rollups",
    "refold",
    "remind",
    "roll_up",
    "send_reminder",
    "sweep_regrades",
    "tell_of_age",
    "work_on_regrade",
]
