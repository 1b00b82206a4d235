"""The one table from what happened (an outbox topic) to the task that follows."""

SUBSCRIPTIONS: dict[str, str] = {
    "progress.figures_changed": "courses.reports.tasks.roll_up",
    "identity.residents_changed": "courses.reports.tasks.roll_up",
    "identity.code_asked": "identity.codes.tasks.send_code",
    "identity.grants_changed": "cms.publishing.tasks.follow_grants",
}
