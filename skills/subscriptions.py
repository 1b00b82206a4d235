"""The one table from what happened (an outbox topic) to the task that follows."""

SUBSCRIPTIONS: dict[str, str] = {
    "audit.sealed": "identity.audit.tasks.publish_head",
    "review.retention_changed": "courses.reports.tasks.count_retention",
    "review.reminder_due": "courses.review.tasks.send_reminder",
    "progress.figures_changed": "skills.tasks.follow_learning",
    "certificates.run_asked": "courses.certificates.tasks.carry_on",
    "catalogue.key_corrected": "courses.regrading.tasks.prepare",
    "regrading.work_due": "courses.regrading.tasks.work",
    "reports.level_export_asked": "courses.reports.tasks.build_level_export",
    "identity.residents_changed": "courses.reports.tasks.roll_up",
    "identity.aliases_changed": "courses.progress.tasks.refold",
    "identity.contact_passed_on": "identity.signin.tasks.tell_passed_on",
    "identity.role_notice_due": "identity.signin.tasks.send_role_notice",
    "identity.recovery_asked": "identity.recovery.tasks.look_up",
    "identity.recovery_told": "identity.recovery.tasks.tell",
    "identity.code_asked": "identity.codes.tasks.send_code",
    "identity.silence_due": "identity.messaging.tasks.look_for_silence",
    "identity.disavowed": "identity.recovery.tasks.follow_disavowal",
    "identity.security_notice_due": "identity.security.tasks.send_notice",
    "identity.grants_changed": "cms.publishing.tasks.follow_grants",
}
